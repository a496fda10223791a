-- People as operators know them. What is not known is empty; `phone_key` is the number without what people write between its digits.
-- One that is not `is_kept` came of what visitors said alone. `number` only says which came later.
create table contacts (
    number bigint primary key,
    id uuid not null unique,
    name text not null,
    email text not null,
    phone text not null,
    phone_key text not null,
    company text not null,
    country text,
    language text not null,
    notes text not null,
    is_kept boolean not null,
    created_at bigint not null,
    version bigint not null,
    words text not null
);
create index contacts_by_email on contacts (email) where email <> '';
create index contacts_by_phone on contacts (phone_key) where phone_key <> '';

-- Whose visitors and tickets are.
alter table visitors add column contact uuid references contacts (id) on delete set null;
create index visitors_by_contact on visitors (contact) where contact is not null;
alter table tickets add column contact uuid references contacts (id) on delete set null;
create index tickets_by_contact on tickets (contact) where contact is not null;

create index contacts_by_words on contacts using gin (array_to_tsvector(string_to_array(words, ' ')));
