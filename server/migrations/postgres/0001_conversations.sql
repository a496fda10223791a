-- Everything durable that happens stands in the journal; positions are gap-free and in the order of commit.
create table journal_head (
    id integer primary key check (id = 1),
    epoch bigint not null,
    position bigint not null,
    -- Changes with every committed batch of writes, so that a writer knows whether what it remembers is still true.
    generation bigint not null
);

create table journal (
    position bigint primary key,
    conversation uuid not null,
    at bigint not null,
    happening text not null
);
create index journal_by_conversation on journal (conversation, position);

create table settings (
    key text primary key,
    value text not null
);

create table channels (
    id uuid primary key,
    key text not null unique,
    name text not null,
    texts text not null,
    colours text not null,
    allowed_origins text not null,
    created_at bigint not null
);

create table users (
    id uuid primary key,
    name text not null,
    email text not null unique,
    role text not null,
    password_hash text not null,
    preferences text not null,
    created_at bigint not null
);

create table setup_tokens (
    token_hash bytea primary key,
    created_at bigint not null
);

create table sessions (
    id uuid primary key,
    token_hash bytea not null unique,
    user_id uuid not null references users (id) on delete cascade,
    user_agent text not null,
    created_at bigint not null,
    used_at bigint not null
);
create index sessions_by_user on sessions (user_id);

create table sign_in_attempts (
    id uuid primary key,
    subject bytea not null,
    at bigint not null
);
create index sign_in_attempts_by_subject on sign_in_attempts (subject, at);
create index sign_in_attempts_by_time on sign_in_attempts (at);

create table console_connections (
    id uuid primary key,
    user_id uuid not null references users (id) on delete cascade,
    alive_until bigint not null,
    used_at bigint not null
);
create index console_connections_by_end on console_connections (alive_until);

create table visitors (
    id uuid primary key,
    token_hash bytea not null,
    channel uuid not null references channels (id),
    number bigint not null unique,
    created_at bigint not null,
    expires_at bigint not null,
    unique (token_hash, channel)
);

create table conversations (
    id uuid primary key,
    public_id uuid not null unique,
    channel uuid not null references channels (id),
    visitor uuid not null references visitors (id),
    visitor_name text not null,
    page text,
    language text,
    started_at bigint not null,
    active_at bigint not null,
    ended_at bigint,
    operators text not null,
    last_number bigint not null,
    last_words text,
    visitor_seen bigint not null,
    operators_seen bigint not null
);
create index conversations_by_activity on conversations (active_at, id);
create index conversations_by_visitor on conversations (visitor, started_at);

create table messages (
    conversation uuid not null references conversations (id),
    number bigint not null,
    client_id uuid not null,
    author_id uuid,
    author_name text,
    author_public_name text,
    kind text not null,
    body text,
    at bigint not null,
    edited_at bigint,
    primary key (conversation, number),
    unique (conversation, client_id)
);

-- Who was in a conversation, from when to when; what he did is counted when he goes (spec 7.8).
create table participations (
    id uuid primary key,
    conversation uuid not null references conversations (id),
    kind text not null,
    user_id uuid,
    joined_at bigint not null,
    left_at bigint,
    messages bigint,
    first_response_ms bigint
);
create index participations_by_conversation on participations (conversation);
create index participations_present on participations (user_id) where left_at is null;

-- How far each user has read each conversation.
create table seen (
    conversation uuid not null references conversations (id),
    user_id uuid not null references users (id) on delete cascade,
    number bigint not null,
    primary key (conversation, user_id)
);
