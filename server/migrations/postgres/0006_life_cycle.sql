-- How a conversation stands while it is open, and how it went once it is over (spec 7.1, 7.3).
alter table conversations add column status text;
alter table conversations add column outcome text;
-- What the outcome depends on.
alter table conversations add column history text not null default '{}';
-- Since when it waits for an operator who answers.
alter table conversations add column waits_since bigint;
alter table conversations add column country text;
-- Where a visitor is answered who left a message while nobody was there.
alter table conversations add column email text;

-- Nobody is the author of what happens by itself.
alter table messages add column author text not null default 'visitor';
update messages set author = 'operator' where author_id is not null;

update conversations set history =
    '{"operators":' || (
        select coalesce('["' || string_agg(user_id::text, '","') || '"]', '[]')
        from (select distinct user_id from participations where conversation = conversations.id and user_id is not null) people
    ) || ',"operator_wrote":' || (
        select case when exists (
            select 1 from messages where conversation = conversations.id and author_id is not null and kind in ('text', 'deleted')
        ) then 'true' else 'false' end
    ) || ',"visitor_wrote_again":' || (
        select case when exists (
            select 1 from messages where conversation = conversations.id and author = 'visitor' and kind in ('text', 'deleted')
            and number > (
                select min(answer.number) from messages answer where answer.conversation = conversations.id
                and answer.author_id is not null and answer.kind in ('text', 'deleted')
            )
        ) then 'true' else 'false' end
    ) || '}';
update conversations set status = 'in_progress' where ended_at is null;
update conversations set waits_since = active_at
where ended_at is null and (operators = '[]' or history like '%"operator_wrote":false%');
update conversations set outcome = case
    when (select count(distinct user_id) from participations where conversation = conversations.id and user_id is not null) > 1
        then 'escalated'
    when history like '%"operators":[]%' or history like '%"visitor_wrote_again":true%' then 'success'
    else 'no_answer'
end where ended_at is not null;

-- The same words for those that began before, as the journal tells of them.
update journal set happening = replace(happening, '"state":"open"', '"state":{"open":"in_progress"}')
where conversation is not null and happening like '{"started":%';

create index conversations_waiting on conversations (waits_since, id) where waits_since is not null;
create index conversations_looking_for_help on conversations (active_at, id) where status = 'looking_for_help';
