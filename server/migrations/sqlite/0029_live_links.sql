-- Links by which spreadsheet programs read sessions, without a session of their own: only the hash of each secret is kept.
create table live_links (
    id blob primary key,
    token_hash blob not null unique,
    made_by blob not null references users (id) on delete cascade,
    asked text not null,
    columns text not null,
    made_at integer not null,
    used_at integer
) strict;
