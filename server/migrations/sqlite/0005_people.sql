-- Letters that wait to be sent, by whichever node takes them: taken, a letter is due again only after the lease.
-- What it says is sealed, since it may hold a one-time link, and gone once it is sent.
create table mails (
    id blob primary key,
    recipient text not null,
    subject text not null,
    body blob not null,
    created_at integer not null,
    due_at integer not null,
    tries integer not null,
    trouble text,
    sent_at integer,
    failed_at integer
) strict;
create index mails_due on mails (due_at) where sent_at is null and failed_at is null;
create index mails_by_time on mails (created_at);

-- Whoever was seen last, and when; a session that is signed out no longer tells.
alter table users add column seen_at integer;

-- Links that are good once: to an invitation, to another password.
create table user_tokens (
    token_hash blob primary key,
    user_id blob not null references users (id) on delete cascade,
    purpose text not null,
    expires_at integer not null
) strict;
create index user_tokens_by_user on user_tokens (user_id, purpose);

-- Somebody forgot a password. Kept for every address alike and looked at later, so that the answer tells nothing.
create table password_requests (
    id blob primary key,
    email text not null,
    created_at integer not null
) strict;

-- Groups besides the built-in ones, which follow from the role. A name is taken whatever its capitals.
create table user_groups (
    id blob primary key,
    name text not null,
    name_folded text not null unique,
    created_at integer not null
) strict;

create table group_members (
    group_id blob not null references user_groups (id) on delete cascade,
    user_id blob not null references users (id) on delete cascade,
    primary key (group_id, user_id)
) strict, without rowid;
create index group_members_by_user on group_members (user_id);

-- What administrators did.
create table audit (
    id blob primary key,
    at integer not null,
    user_id blob not null,
    user_name text not null,
    what text not null
) strict;
create index audit_by_time on audit (at, id);
