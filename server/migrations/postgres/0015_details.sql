-- What operators keep about a conversation besides what was said. Who wrote a note may be gone.
create table notes (
    conversation uuid primary key references conversations (id),
    text text not null,
    version bigint not null,
    saved_by uuid,
    saved_at bigint
);

create table conversation_tags (
    conversation uuid not null references conversations (id),
    tag uuid not null references tags (id) on delete cascade,
    at bigint not null,
    primary key (conversation, tag)
);
create index conversation_tags_by_tag on conversation_tags (tag, conversation);

-- What who answers should know about.
alter table conversations add column expertises text not null default '[]';
