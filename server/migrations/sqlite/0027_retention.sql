-- Figures outlive their conversations: of one that was erased they are all that is left.
create table facts_new (
    conversation blob primary key,
    channel blob not null,
    started_at integer not null,
    ended_at integer,
    country text,
    language text,
    operators text not null,
    operator blob,
    outcome text,
    messages integer not null,
    speakers integer not null,
    answered_after_ms integer,
    rating integer,
    rated_operator blob,
    rated_at integer,
    chatbot blob,
    handler text,
    is_anonymous integer not null default 1,
    is_rating_internal integer not null default 0
) strict;
insert into facts_new (conversation, channel, started_at, ended_at, country, language, operators, operator, outcome, messages, speakers,
    answered_after_ms, rating, rated_operator, rated_at, chatbot, handler, is_anonymous, is_rating_internal)
select conversation, channel, started_at, ended_at, country, language, operators, operator, outcome, messages, speakers,
    answered_after_ms, rating, rated_operator, rated_at, chatbot, handler, is_anonymous, is_rating_internal
from facts;
drop table facts;
alter table facts_new rename to facts;
create index facts_by_start on facts (started_at, conversation);
create index facts_by_rating on facts (rated_at) where rated_at is not null;
create index facts_by_rated_channel on facts (channel, rated_at) where rated_at is not null;

-- What is over, longest first.
create index conversations_past on conversations (ended_at, id) where ended_at is not null;

-- The conversation that a letter is about, if it is about one.
alter table mails add column conversation blob;
create index mails_by_conversation on mails (conversation) where conversation is not null;

-- Files of conversations that were erased, until their contents are removed too.
create table erased_files (
    id blob primary key
) strict;
