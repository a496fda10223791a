-- Letters that wait to be sent, by whichever node takes them: taken, a letter is due again only after the lease.
-- What it says is sealed, since it may hold a one-time link, and gone once it is sent.
create table mails (
    id uuid primary key,
    recipient text not null,
    subject text not null,
    body bytea not null,
    created_at bigint not null,
    due_at bigint not null,
    tries bigint not null,
    trouble text,
    sent_at bigint,
    failed_at bigint
);
create index mails_due on mails (due_at) where sent_at is null and failed_at is null;
create index mails_by_time on mails (created_at);

-- Whoever was seen last, and when; a session that is signed out no longer tells.
alter table users add column seen_at bigint;

-- Links that are good once: to an invitation, to another password.
create table user_tokens (
    token_hash bytea primary key,
    user_id uuid not null references users (id) on delete cascade,
    purpose text not null,
    expires_at bigint not null
);
create index user_tokens_by_user on user_tokens (user_id, purpose);

-- Somebody forgot a password. Kept for every address alike and looked at later, so that the answer tells nothing.
create table password_requests (
    id uuid primary key,
    email text not null,
    created_at bigint not null
);

-- Groups besides the built-in ones, which follow from the role. A name is taken whatever its capitals.
create table user_groups (
    id uuid primary key,
    name text not null,
    name_folded text not null unique,
    created_at bigint not null
);

create table group_members (
    group_id uuid not null references user_groups (id) on delete cascade,
    user_id uuid not null references users (id) on delete cascade,
    primary key (group_id, user_id)
);
create index group_members_by_user on group_members (user_id);

-- What administrators did.
create table audit (
    id uuid primary key,
    at bigint not null,
    user_id uuid not null,
    user_name text not null,
    what text not null
);
create index audit_by_time on audit (at, id);
