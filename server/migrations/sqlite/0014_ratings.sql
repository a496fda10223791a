-- Who wrote last is the one whom a rating is of (spec 12.3): it is kept with what the outcome depends on.
update conversations set history = json_set(history, '$.last_wrote', (
    select lower(substr(hex(author_id), 1, 8) || '-' || substr(hex(author_id), 9, 4) || '-' || substr(hex(author_id), 13, 4)
        || '-' || substr(hex(author_id), 17, 4) || '-' || substr(hex(author_id), 21))
    from messages where conversation = conversations.id and author_id is not null and kind in ('text', 'deleted', 'email')
    order by number desc limit 1
)) where exists (
    select 1 from messages where conversation = conversations.id and author_id is not null and kind in ('text', 'deleted', 'email')
);
