-- By which line a console was heard of last: one that is noticed to be gone only later says nothing about a newer one.
alter table console_connections add column line blob;

-- When each job that one node does for all is due next.
create table jobs (
    name text primary key,
    due_at integer not null
) strict;
