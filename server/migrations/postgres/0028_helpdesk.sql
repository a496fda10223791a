-- Teams that work on tickets; `place` is their priority, 1 the highest. `name_key` is the name in small letters.
create table helpdesk_teams (
    id uuid primary key,
    name text not null,
    name_key text not null unique,
    has_live_chat boolean not null,
    place bigint not null,
    version bigint not null
);

-- What is left to be done for visitors. A ticket outlives its conversation and visitor, its team and whoever worked on it.
-- `client_id` is made by who asks for it: asked again, it is the same ticket.
create table tickets (
    number bigint primary key,
    client_id uuid not null unique,
    title text not null,
    description text not null,
    team uuid references helpdesk_teams (id) on delete set null,
    assignee uuid references users (id) on delete set null,
    state text not null,
    priority bigint not null,
    conversation uuid references conversations (id),
    visitor uuid references visitors (id) on delete set null,
    created_at bigint not null,
    version bigint not null,
    words text not null
);
create index tickets_by_state on tickets (state, priority, number);
create index tickets_by_team on tickets (team) where team is not null;
create index tickets_by_assignee on tickets (assignee) where assignee is not null;
create index tickets_by_conversation on tickets (conversation) where conversation is not null;
create index tickets_by_visitor on tickets (visitor) where visitor is not null;
create index tickets_by_words on tickets using gin (array_to_tsvector(string_to_array(words, ' ')));
