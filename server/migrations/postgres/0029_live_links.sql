-- Links by which spreadsheet programs read sessions, without a session of their own: only the hash of each secret is kept.
create table live_links (
    id uuid primary key,
    token_hash bytea not null unique,
    made_by uuid not null references users (id) on delete cascade,
    asked text not null,
    columns text not null,
    made_at bigint not null,
    used_at bigint
);
