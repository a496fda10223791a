-- People as operators know them. What is not known is empty; `phone_key` is the number without what people write between its digits.
-- One that is not `is_kept` came of what visitors said alone. `number` only says which came later.
create table contacts (
    number integer primary key,
    id blob not null unique,
    name text not null,
    email text not null,
    phone text not null,
    phone_key text not null,
    company text not null,
    country text,
    language text not null,
    notes text not null,
    is_kept integer not null,
    created_at integer not null,
    version integer not null,
    words text not null
) strict;
create index contacts_by_email on contacts (email) where email <> '';
create index contacts_by_phone on contacts (phone_key) where phone_key <> '';

-- Whose visitors and tickets are.
alter table visitors add column contact blob references contacts (id) on delete set null;
create index visitors_by_contact on visitors (contact) where contact is not null;
alter table tickets add column contact blob references contacts (id) on delete set null;
create index tickets_by_contact on tickets (contact) where contact is not null;

create virtual table contact_words using fts5 (words, content = 'contacts', content_rowid = 'number', tokenize = 'ascii', detail = 'none');
-- What is taken out of a contact must not stay in the file.
insert into contact_words (contact_words, rank) values ('secure-delete', 1);

create trigger contacts_added after insert on contacts begin
    insert into contact_words (rowid, words) values (new.number, new.words);
end;
create trigger contacts_changed after update of words on contacts begin
    insert into contact_words (contact_words, rowid, words) values ('delete', old.number, old.words);
    insert into contact_words (rowid, words) values (new.number, new.words);
end;
create trigger contacts_removed after delete on contacts begin
    insert into contact_words (contact_words, rowid, words) values ('delete', old.number, old.words);
end;
