-- Which messages call which operator by name.
create table mentions (
    user_id blob not null references users (id) on delete cascade,
    conversation blob not null references conversations (id),
    number integer not null,
    primary key (user_id, conversation, number)
) strict, without rowid;

create index mentions_of_conversation on mentions (conversation);
