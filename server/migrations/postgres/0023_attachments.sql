-- Files in conversations; what is in them lies in the object store under their id.
create table attachments (
    id uuid primary key,
    conversation uuid not null references conversations (id),
    name text not null,
    media_type text not null,
    -- The message it is; none as long as it arrives, and after it was taken back.
    number bigint,
    -- From when on it is removed, if no message has it.
    doomed_at bigint
);
create index attachments_by_conversation on attachments (conversation);
create index attachments_doomed on attachments (doomed_at) where doomed_at is not null;

-- Of a message that is a file; its name is the message's body.
alter table messages add column file text;
