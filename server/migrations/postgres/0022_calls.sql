-- Whether the user of a console says that he is in a call.
alter table console_connections add column is_in_call boolean not null default false;
