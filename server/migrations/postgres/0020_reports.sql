-- What reports count besides: the chatbot it began with, who handled it, and whether the visitor said who he is.
alter table facts add column chatbot uuid;
alter table facts add column handler text;
alter table facts add column is_anonymous bigint not null default 1;

update facts set
    chatbot = (bot::jsonb ->> 'chatbot')::uuid,
    handler = case when (history::jsonb ->> 'operator_wrote')::boolean then 'operator' when bot is not null then 'bot' end,
    is_anonymous = case when email is null then 1 else 0 end
from conversations where conversations.id = facts.conversation;
