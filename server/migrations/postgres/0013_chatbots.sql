create table chatbots (
    id uuid primary key,
    name text not null,
    picture uuid,
    version bigint not null,
    -- Of the version that is in use; one without steps answers nobody.
    steps bigint not null,
    created_at bigint not null,
    archived_at bigint
);

-- Every script that was ever in use: a conversation goes on with the version that it began with. They outlast their chatbot.
create table chatbot_versions (
    chatbot uuid not null,
    version bigint not null,
    script text not null,
    primary key (chatbot, version)
);

-- The chatbot that a conversation began with, and how far that is.
alter table conversations add column bot text;
-- The answers that a chatbot's question offers.
alter table messages add column answers text;

-- Inputs of several lines, and when they are over if nothing more comes.
create table chatbot_waits (
    conversation uuid primary key references conversations (id),
    due_at bigint not null
);
create index chatbot_waits_by_time on chatbot_waits (due_at);
