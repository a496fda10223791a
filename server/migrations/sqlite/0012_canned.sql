-- Canned responses. They outlive their owner, as colleagues may use them; without capitals no two of one owner are the same.
create table canned_responses (
    id blob primary key,
    owner blob not null,
    shortcut text not null,
    shortcut_key text not null,
    substitution text not null,
    groups text not null,
    version integer not null,
    unique (owner, shortcut_key)
) strict;

-- The pages that a visitor was on last; each once, with the time of his last visit.
create table visitor_pages (
    visitor blob not null references visitors (id) on delete cascade,
    path text not null,
    title text not null,
    at integer not null,
    primary key (visitor, path)
) strict, without rowid;
create index visitor_pages_by_time on visitor_pages (visitor, at);
