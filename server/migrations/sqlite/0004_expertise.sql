-- What operators know about. `name_key` is the name in small letters: no two differ by capitals alone.
create table expertises (
    id blob primary key,
    name text not null,
    name_key text not null unique
) strict;
