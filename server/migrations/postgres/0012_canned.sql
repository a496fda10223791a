-- Canned responses. They outlive their owner, as colleagues may use them; without capitals no two of one owner are the same.
create table canned_responses (
    id uuid primary key,
    owner uuid not null,
    shortcut text not null,
    shortcut_key text not null,
    substitution text not null,
    groups text not null,
    version bigint not null,
    unique (owner, shortcut_key)
);

-- The pages that a visitor was on last; each once, with the time of his last visit.
create table visitor_pages (
    visitor uuid not null references visitors (id) on delete cascade,
    path text not null,
    title text not null,
    at bigint not null,
    primary key (visitor, path)
);
create index visitor_pages_by_time on visitor_pages (visitor, at);
