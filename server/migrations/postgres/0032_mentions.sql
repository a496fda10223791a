-- Which messages call which operator by name.
create table mentions (
    user_id uuid not null references users (id) on delete cascade,
    conversation uuid not null references conversations (id),
    number bigint not null,
    primary key (user_id, conversation, number)
);

create index mentions_of_conversation on mentions (conversation);
