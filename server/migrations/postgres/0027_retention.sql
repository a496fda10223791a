-- Figures outlive their conversations: of one that was erased they are all that is left.
alter table facts drop constraint facts_conversation_fkey;

-- What is over, longest first.
create index conversations_past on conversations (ended_at, id) where ended_at is not null;

-- The conversation that a letter is about, if it is about one.
alter table mails add column conversation uuid;
create index mails_by_conversation on mails (conversation) where conversation is not null;

-- Files of conversations that were erased, until their contents are removed too.
create table erased_files (
    id uuid primary key
);
