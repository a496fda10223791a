-- Pictures of people and channels. The id is the start of the hash of the bytes: a picture never changes, and the same one is
-- kept once.
create table pictures (
    id blob primary key,
    bytes blob not null,
    created_at integer not null
) strict;

alter table users add column picture blob references pictures (id);
alter table channels add column picture blob references pictures (id);
create index users_by_picture on users (picture) where picture is not null;
create index channels_by_picture on channels (picture) where picture is not null;
