-- Teams that work on tickets; `place` is their priority, 1 the highest. `name_key` is the name in small letters.
create table helpdesk_teams (
    id blob primary key,
    name text not null,
    name_key text not null unique,
    has_live_chat integer not null,
    place integer not null,
    version integer not null
) strict;

-- What is left to be done for visitors. A ticket outlives its conversation and visitor, its team and whoever worked on it.
-- `client_id` is made by who asks for it: asked again, it is the same ticket.
create table tickets (
    number integer primary key,
    client_id blob not null unique,
    title text not null,
    description text not null,
    team blob references helpdesk_teams (id) on delete set null,
    assignee blob references users (id) on delete set null,
    state text not null,
    priority integer not null,
    conversation blob references conversations (id),
    visitor blob references visitors (id) on delete set null,
    created_at integer not null,
    version integer not null,
    words text not null
) strict;
create index tickets_by_state on tickets (state, priority, number);
create index tickets_by_team on tickets (team) where team is not null;
create index tickets_by_assignee on tickets (assignee) where assignee is not null;
create index tickets_by_conversation on tickets (conversation) where conversation is not null;
create index tickets_by_visitor on tickets (visitor) where visitor is not null;

create virtual table ticket_words using fts5 (words, content = 'tickets', content_rowid = 'number', tokenize = 'ascii', detail = 'none');
-- What is taken out of a ticket must not stay in the file.
insert into ticket_words (ticket_words, rank) values ('secure-delete', 1);

create trigger tickets_added after insert on tickets begin
    insert into ticket_words (rowid, words) values (new.number, new.words);
end;
create trigger tickets_changed after update of words on tickets begin
    insert into ticket_words (ticket_words, rowid, words) values ('delete', old.number, old.words);
    insert into ticket_words (rowid, words) values (new.number, new.words);
end;
