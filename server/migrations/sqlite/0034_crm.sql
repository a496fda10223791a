-- Sales teams, which work on leads; `place` is their priority, 1 the highest. `name_key` is the name in small letters.
create table sales_teams (
    id blob primary key,
    name text not null,
    name_key text not null unique,
    has_live_chat integer not null,
    place integer not null,
    version integer not null
) strict;

-- Visitors who may buy. A lead outlives its conversation, visitor and contact, its team and whoever worked on it.
-- `client_id` is made by who asks for it: asked again, it is the same lead.
create table leads (
    number integer primary key,
    client_id blob not null unique,
    title text not null,
    email text not null,
    phone text not null,
    description text not null,
    team blob references sales_teams (id) on delete set null,
    owner blob references users (id) on delete set null,
    stage text not null,
    conversation blob references conversations (id),
    visitor blob references visitors (id) on delete set null,
    contact blob references contacts (id) on delete set null,
    created_at integer not null,
    version integer not null,
    words text not null
) strict;
create index leads_by_stage on leads (stage, number);
create index leads_by_team on leads (team) where team is not null;
create index leads_by_owner on leads (owner) where owner is not null;
create index leads_by_conversation on leads (conversation) where conversation is not null;
create index leads_by_visitor on leads (visitor) where visitor is not null;
create index leads_by_contact on leads (contact) where contact is not null;

create virtual table lead_words using fts5 (words, content = 'leads', content_rowid = 'number', tokenize = 'ascii', detail = 'none');
-- What is taken out of a lead must not stay in the file.
insert into lead_words (lead_words, rank) values ('secure-delete', 1);

create trigger leads_added after insert on leads begin
    insert into lead_words (rowid, words) values (new.number, new.words);
end;
create trigger leads_changed after update of words on leads begin
    insert into lead_words (lead_words, rowid, words) values ('delete', old.number, old.words);
    insert into lead_words (rowid, words) values (new.number, new.words);
end;
