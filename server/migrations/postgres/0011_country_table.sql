-- The file with countries that was handed in, if one was. What it holds stands last, so that the rest is read without it.
create table country_table (
    id integer primary key check (id = 1),
    version uuid not null,
    name text not null,
    kind text not null,
    made_at bigint not null,
    bytes bigint not null,
    handed_in_at bigint not null,
    handed_in_by text not null,
    contents bytea not null
);
