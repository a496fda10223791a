-- What reports group by besides, and what came of a conversation: figures that outlive it.
alter table facts add column expertises text not null default '[]';
alter table facts add column tags text not null default '[]';
alter table facts add column tickets integer not null default 0;
alter table facts add column leads integer not null default 0;

update facts set expertises = coalesce((select expertises from conversations where conversations.id = facts.conversation), '[]');
update facts set tags = (
    select '[' || group_concat('"' || lower(
        substr(hex(tag), 1, 8) || '-' || substr(hex(tag), 9, 4) || '-' || substr(hex(tag), 13, 4) || '-'
        || substr(hex(tag), 17, 4) || '-' || substr(hex(tag), 21)
    ) || '"', ',') || ']'
    from conversation_tags where conversation_tags.conversation = facts.conversation
) where conversation in (select conversation from conversation_tags);
update facts set tickets = (select count(*) from tickets where tickets.conversation = facts.conversation)
where conversation in (select conversation from tickets where conversation is not null);
