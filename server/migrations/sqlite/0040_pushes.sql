-- Browsers in which a user is called while he has no console open, each as long as the session in which it was told.
create table push_subscriptions (
    id blob primary key,
    user_id blob not null references users (id) on delete cascade,
    session blob not null references sessions (id) on delete cascade,
    endpoint text not null unique,
    p256dh blob not null,
    auth blob not null,
    told_at integer not null,
    -- Until when its user is not to be disturbed.
    quiet_until integer,
    -- Pushes in a row that its service has refused.
    failures integer not null
) strict;
create index push_subscriptions_by_user on push_subscriptions (user_id, told_at);
create index push_subscriptions_by_session on push_subscriptions (session);

-- What each of them is told of which conversation, and when it was told last.
create table pushes (
    subscription blob not null references push_subscriptions (id) on delete cascade,
    conversation blob not null references conversations (id),
    -- The last message that calls; what it says is read when it is pushed.
    number integer not null,
    -- None once it was pushed.
    due_at integer,
    tries integer not null,
    pushed_at integer,
    primary key (subscription, conversation)
) strict, without rowid;
create index pushes_due on pushes (due_at) where due_at is not null;
create index pushes_by_conversation on pushes (conversation);

-- How far the journal was read for whom it calls.
create table push_reader (
    id integer primary key check (id = 1),
    epoch integer not null,
    position integer not null
) strict;
