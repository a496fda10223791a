-- Everything durable that happens stands in the journal; positions are gap-free and in the order of commit.
create table journal_head (
    id integer primary key check (id = 1),
    epoch integer not null,
    position integer not null,
    -- Changes with every committed batch of writes, so that a writer knows whether what it remembers is still true.
    generation integer not null
) strict;

create table journal (
    position integer primary key,
    conversation blob not null,
    at integer not null,
    happening text not null
) strict;
create index journal_by_conversation on journal (conversation, position);

create table settings (
    key text primary key,
    value text not null
) strict;

create table channels (
    id blob primary key,
    key text not null unique,
    name text not null,
    texts text not null,
    colours text not null,
    allowed_origins text not null,
    created_at integer not null
) strict;

create table users (
    id blob primary key,
    name text not null,
    email text not null unique,
    role text not null,
    password_hash text not null,
    preferences text not null,
    created_at integer not null
) strict;

create table setup_tokens (
    token_hash blob primary key,
    created_at integer not null
) strict;

create table sessions (
    id blob primary key,
    token_hash blob not null unique,
    user_id blob not null references users (id) on delete cascade,
    user_agent text not null,
    created_at integer not null,
    used_at integer not null
) strict;
create index sessions_by_user on sessions (user_id);

create table sign_in_attempts (
    id blob primary key,
    subject blob not null,
    at integer not null
) strict;
create index sign_in_attempts_by_subject on sign_in_attempts (subject, at);
create index sign_in_attempts_by_time on sign_in_attempts (at);

create table console_connections (
    id blob primary key,
    user_id blob not null references users (id) on delete cascade,
    alive_until integer not null,
    used_at integer not null
) strict;
create index console_connections_by_end on console_connections (alive_until);

create table visitors (
    id blob primary key,
    token_hash blob not null,
    channel blob not null references channels (id),
    number integer not null unique,
    created_at integer not null,
    expires_at integer not null,
    unique (token_hash, channel)
) strict;

create table conversations (
    id blob primary key,
    public_id blob not null unique,
    channel blob not null references channels (id),
    visitor blob not null references visitors (id),
    visitor_name text not null,
    page text,
    language text,
    started_at integer not null,
    active_at integer not null,
    ended_at integer,
    operators text not null,
    last_number integer not null,
    last_words text,
    visitor_seen integer not null,
    operators_seen integer not null
) strict;
create index conversations_by_activity on conversations (active_at, id);
create index conversations_by_visitor on conversations (visitor, started_at);

create table messages (
    conversation blob not null references conversations (id),
    number integer not null,
    client_id blob not null,
    author_id blob,
    author_name text,
    author_public_name text,
    kind text not null,
    body text,
    at integer not null,
    edited_at integer,
    primary key (conversation, number),
    unique (conversation, client_id)
) strict, without rowid;

-- Who was in a conversation, from when to when; what he did is counted when he goes (spec 7.8).
create table participations (
    id blob primary key,
    conversation blob not null references conversations (id),
    kind text not null,
    user_id blob,
    joined_at integer not null,
    left_at integer,
    messages integer,
    first_response_ms integer
) strict;
create index participations_by_conversation on participations (conversation);
create index participations_present on participations (user_id) where left_at is null;

-- How far each user has read each conversation.
create table seen (
    conversation blob not null references conversations (id),
    user_id blob not null references users (id) on delete cascade,
    number integer not null,
    primary key (conversation, user_id)
) strict, without rowid;
