-- What conversations are about. `name_key` is the name in small letters: no two differ by capitals alone.
create table tags (
    id blob primary key,
    name text not null,
    name_key text not null unique,
    colour integer not null
) strict;
