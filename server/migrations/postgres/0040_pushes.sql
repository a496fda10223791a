-- Browsers in which a user is called while he has no console open, each as long as the session in which it was told.
create table push_subscriptions (
    id uuid primary key,
    user_id uuid not null references users (id) on delete cascade,
    session uuid not null references sessions (id) on delete cascade,
    endpoint text not null unique,
    p256dh bytea not null,
    auth bytea not null,
    told_at bigint not null,
    -- Until when its user is not to be disturbed.
    quiet_until bigint,
    -- Pushes in a row that its service has refused.
    failures bigint not null
);
create index push_subscriptions_by_user on push_subscriptions (user_id, told_at);
create index push_subscriptions_by_session on push_subscriptions (session);

-- What each of them is told of which conversation, and when it was told last.
create table pushes (
    subscription uuid not null references push_subscriptions (id) on delete cascade,
    conversation uuid not null references conversations (id),
    -- The last message that calls; what it says is read when it is pushed.
    number bigint not null,
    -- None once it was pushed.
    due_at bigint,
    tries bigint not null,
    pushed_at bigint,
    primary key (subscription, conversation)
);
create index pushes_due on pushes (due_at) where due_at is not null;
create index pushes_by_conversation on pushes (conversation);

-- How far the journal was read for whom it calls.
create table push_reader (
    id integer primary key check (id = 1),
    epoch bigint not null,
    position bigint not null
);
