-- The number that a visitor was given last. Visitors go, and what one of them was called nobody else is called after him.
create table visitor_number (
    id integer primary key check (id = 1),
    last integer not null
) strict;
insert into visitor_number (id, last) select 1, coalesce(max(number), 0) from visitors;
