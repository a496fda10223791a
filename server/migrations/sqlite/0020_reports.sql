-- What reports count besides: the chatbot it began with, who handled it, and whether the visitor said who he is.
alter table facts add column chatbot blob;
alter table facts add column handler text;
alter table facts add column is_anonymous integer not null default 1;

update facts set
    chatbot = (select unhex(replace(json_extract(bot, '$.chatbot'), '-', '')) from conversations where id = facts.conversation),
    handler = (
        select case when json_extract(history, '$.operator_wrote') then 'operator' when bot is not null then 'bot' end
        from conversations where id = facts.conversation
    ),
    is_anonymous = (select case when email is null then 1 else 0 end from conversations where id = facts.conversation);
