-- The file with countries that was handed in, if one was. What it holds stands last, so that the rest is read without it.
create table country_table (
    id integer primary key check (id = 1),
    version blob not null,
    name text not null,
    kind text not null,
    made_at integer not null,
    bytes integer not null,
    handed_in_at integer not null,
    handed_in_by text not null,
    contents blob not null
) strict;
