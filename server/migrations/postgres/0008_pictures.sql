-- Pictures of people and channels. The id is the start of the hash of the bytes: a picture never changes, and the same one is
-- kept once.
create table pictures (
    id uuid primary key,
    bytes bytea not null,
    created_at bigint not null
);

alter table users add column picture uuid references pictures (id);
alter table channels add column picture uuid references pictures (id);
create index users_by_picture on users (picture) where picture is not null;
create index channels_by_picture on channels (picture) where picture is not null;
