-- Channels whose ratings everybody may see.
create table published_channels (
    channel uuid primary key references channels (id) on delete cascade,
    at bigint not null
);
create index facts_by_rated_channel on facts (channel, rated_at) where rated_at is not null;

-- *Visible Internally Only*: no rating was until now.
alter table facts add column is_rating_internal bigint not null default 0;
