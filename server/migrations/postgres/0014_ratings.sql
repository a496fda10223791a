-- Who wrote last is the one whom a rating is of (spec 12.3): it is kept with what the outcome depends on.
update conversations set history = (history::jsonb || jsonb_build_object('last_wrote', (
    select author_id from messages where conversation = conversations.id and author_id is not null and kind in ('text', 'deleted', 'email')
    order by number desc limit 1
)))::text where exists (
    select 1 from messages where conversation = conversations.id and author_id is not null and kind in ('text', 'deleted', 'email')
);
