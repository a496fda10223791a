-- What a conversation knows of its past, as far as reports need it.
update conversations set history = json_set(history,
    '$.messages', (
        select count(*) from messages where conversation = conversations.id and kind in ('text', 'deleted', 'email')
    ),
    '$.visitor_messages', (
        select count(*) from messages where conversation = conversations.id and author = 'visitor' and kind in ('text', 'deleted')
    ),
    '$.writers', json((
        select json_group_array(
            lower(substr(hex(author_id), 1, 8) || '-' || substr(hex(author_id), 9, 4) || '-' || substr(hex(author_id), 13, 4)
                || '-' || substr(hex(author_id), 17, 4) || '-' || substr(hex(author_id), 21)))
        from (
            select author_id from messages where conversation = conversations.id and author_id is not null
            and kind in ('text', 'deleted', 'email') group by author_id order by min(number)
        ) writers
    )),
    '$.answered_at', (
        select min(at) from messages where conversation = conversations.id and author_id is not null and kind in ('text', 'deleted')
    )
);

-- One row for each conversation, narrow, so that a report reads it quickly and no message.
create table facts (
    conversation blob primary key references conversations (id) on delete cascade,
    channel blob not null,
    started_at integer not null,
    ended_at integer,
    country text,
    language text,
    operators text not null,
    operator blob,
    outcome text,
    messages integer not null,
    speakers integer not null,
    answered_after_ms integer,
    rating integer,
    rated_operator blob,
    rated_at integer
) strict;
create index facts_by_start on facts (started_at, conversation);
create index facts_by_rating on facts (rated_at) where rated_at is not null;

insert into facts (conversation, channel, started_at, ended_at, country, language, operators, operator, outcome, messages, speakers, answered_after_ms,
    rating, rated_operator, rated_at)
select id, channel, started_at, ended_at, country, language, coalesce(json_extract(history, '$.operators'), '[]'),
    coalesce(
        (select author_id from messages where conversation = conversations.id and author_id is not null
            and kind in ('text', 'deleted', 'email') order by number desc limit 1),
        (select user_id from participations where conversation = conversations.id and user_id is not null
            order by joined_at desc, id desc limit 1)),
    outcome, json_extract(history, '$.messages'),
    json_array_length(history, '$.writers') + min(json_extract(history, '$.visitor_messages'), 1),
    json_extract(history, '$.answered_at') - started_at,
    json_extract(history, '$.rating.face'), unhex(replace(json_extract(history, '$.rating.operator'), '-', '')),
    json_extract(history, '$.rating.at')
from conversations;
