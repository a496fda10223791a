-- Sales teams, which work on leads; `place` is their priority, 1 the highest. `name_key` is the name in small letters.
create table sales_teams (
    id uuid primary key,
    name text not null,
    name_key text not null unique,
    has_live_chat boolean not null,
    place bigint not null,
    version bigint not null
);

-- Visitors who may buy. A lead outlives its conversation, visitor and contact, its team and whoever worked on it.
-- `client_id` is made by who asks for it: asked again, it is the same lead.
create table leads (
    number bigint primary key,
    client_id uuid not null unique,
    title text not null,
    email text not null,
    phone text not null,
    description text not null,
    team uuid references sales_teams (id) on delete set null,
    owner uuid references users (id) on delete set null,
    stage text not null,
    conversation uuid references conversations (id),
    visitor uuid references visitors (id) on delete set null,
    contact uuid references contacts (id) on delete set null,
    created_at bigint not null,
    version bigint not null,
    words text not null
);
create index leads_by_stage on leads (stage, number);
create index leads_by_team on leads (team) where team is not null;
create index leads_by_owner on leads (owner) where owner is not null;
create index leads_by_conversation on leads (conversation) where conversation is not null;
create index leads_by_visitor on leads (visitor) where visitor is not null;
create index leads_by_contact on leads (contact) where contact is not null;
create index leads_by_words on leads using gin (array_to_tsvector(string_to_array(words, ' ')));
