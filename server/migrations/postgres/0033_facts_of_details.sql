-- What reports group by besides, and what came of a conversation: figures that outlive it.
alter table facts add column expertises text not null default '[]';
alter table facts add column tags text not null default '[]';
alter table facts add column tickets bigint not null default 0;
alter table facts add column leads bigint not null default 0;

update facts set expertises = conversations.expertises from conversations where conversations.id = facts.conversation;
update facts set tags = (
    select '[' || string_agg('"' || tag || '"', ',') || ']'
    from conversation_tags where conversation_tags.conversation = facts.conversation
) where conversation in (select conversation from conversation_tags);
update facts set tickets = (select count(*) from tickets where tickets.conversation = facts.conversation)
where conversation in (select conversation from tickets where conversation is not null);
