create table chatbots (
    id blob primary key,
    name text not null,
    picture blob,
    version integer not null,
    -- Of the version that is in use; one without steps answers nobody.
    steps integer not null,
    created_at integer not null,
    archived_at integer
) strict;

-- Every script that was ever in use: a conversation goes on with the version that it began with. They outlast their chatbot.
create table chatbot_versions (
    chatbot blob not null,
    version integer not null,
    script text not null,
    primary key (chatbot, version)
) strict;

-- The chatbot that a conversation began with, and how far that is.
alter table conversations add column bot text;
-- The answers that a chatbot's question offers.
alter table messages add column answers text;

-- Inputs of several lines, and when they are over if nothing more comes.
create table chatbot_waits (
    conversation blob primary key references conversations (id),
    due_at integer not null
) strict;
create index chatbot_waits_by_time on chatbot_waits (due_at);
