-- Since when somebody looks for help: calls are answered oldest first, whatever was said meanwhile.
alter table conversations add column help_since bigint;
update conversations set help_since = active_at where status = 'looking_for_help';
