-- What was sent by e-mail to visitors who were away.
create table missed_mails (
    conversation uuid primary key references conversations (id) on delete cascade,
    -- The last message that was in a letter.
    up_to bigint not null,
    mailed_at bigint not null,
    -- Letters since the visitor was there last.
    in_a_row bigint not null,
    -- Since when he wants none.
    declined_at bigint
);

-- What links in such letters carry, and tokens that reach one conversation alone: only the hash of each is kept.
create table letter_tokens (
    token_hash bytea primary key,
    conversation uuid not null references conversations (id) on delete cascade,
    purpose text not null,
    expires_at bigint not null
);
create index letter_tokens_by_conversation on letter_tokens (conversation);
create index letter_tokens_by_age on letter_tokens (expires_at);

create index conversations_with_address on conversations (active_at, id) where email is not null;
