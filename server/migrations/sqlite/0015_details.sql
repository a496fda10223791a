-- What operators keep about a conversation besides what was said. Who wrote a note may be gone.
create table notes (
    conversation blob primary key references conversations (id),
    text text not null,
    version integer not null,
    saved_by blob,
    saved_at integer
) strict, without rowid;

create table conversation_tags (
    conversation blob not null references conversations (id),
    tag blob not null references tags (id) on delete cascade,
    at integer not null,
    primary key (conversation, tag)
) strict, without rowid;
create index conversation_tags_by_tag on conversation_tags (tag, conversation);

-- What who answers should know about.
alter table conversations add column expertises text not null default '[]';
