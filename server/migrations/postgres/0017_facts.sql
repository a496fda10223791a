-- What a conversation knows of its past, as far as reports need it.
update conversations set history = (history::jsonb || jsonb_build_object(
    'messages', (
        select count(*) from messages where conversation = conversations.id and kind in ('text', 'deleted', 'email')
    ),
    'visitor_messages', (
        select count(*) from messages where conversation = conversations.id and author = 'visitor' and kind in ('text', 'deleted')
    ),
    'writers', (
        select coalesce(jsonb_agg(author_id order by first), '[]'::jsonb)
        from (
            select author_id, min(number) as first from messages where conversation = conversations.id and author_id is not null
            and kind in ('text', 'deleted', 'email') group by author_id
        ) writers
    ),
    'answered_at', (
        select min(at) from messages where conversation = conversations.id and author_id is not null and kind in ('text', 'deleted')
    )
))::text;

-- One row for each conversation, narrow, so that a report reads it quickly and no message.
create table facts (
    conversation uuid primary key references conversations (id) on delete cascade,
    channel uuid not null,
    started_at bigint not null,
    ended_at bigint,
    country text,
    language text,
    operators text not null,
    operator uuid,
    outcome text,
    messages bigint not null,
    speakers bigint not null,
    answered_after_ms bigint,
    rating bigint,
    rated_operator uuid,
    rated_at bigint
);
create index facts_by_start on facts (started_at, conversation);
create index facts_by_rating on facts (rated_at) where rated_at is not null;

insert into facts (conversation, channel, started_at, ended_at, country, language, operators, operator, outcome, messages, speakers, answered_after_ms,
    rating, rated_operator, rated_at)
select id, channel, started_at, ended_at, country, language, coalesce(history::jsonb ->> 'operators', '[]'),
    coalesce(
        (select author_id from messages where conversation = conversations.id and author_id is not null
            and kind in ('text', 'deleted', 'email') order by number desc limit 1),
        (select user_id from participations where conversation = conversations.id and user_id is not null
            order by joined_at desc, id desc limit 1)),
    outcome, (history::jsonb ->> 'messages')::bigint,
    jsonb_array_length(history::jsonb -> 'writers') + least((history::jsonb ->> 'visitor_messages')::bigint, 1),
    (history::jsonb ->> 'answered_at')::bigint - started_at,
    (history::jsonb #>> '{rating,face}')::bigint, (history::jsonb #>> '{rating,operator}')::uuid,
    (history::jsonb #>> '{rating,at}')::bigint
from conversations;
