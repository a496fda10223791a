-- Not every entry of the journal is of a conversation.
alter table journal alter column conversation drop not null;

alter table channels add column translations text not null default '{}';
alter table channels add column options text not null default '{}';
alter table channels add column archived_at bigint;
alter table channels add column version bigint not null default 0;
alter table channels add column rules_version bigint not null default 0;

-- Who answers in a channel, and since when he has joined it, if he has.
create table channel_operators (
    channel uuid not null references channels (id) on delete cascade,
    user_id uuid not null references users (id) on delete cascade,
    joined_at bigint,
    -- Since when he is off the channel because nobody used his consoles.
    taken_off_at bigint,
    primary key (channel, user_id)
);
create index channel_operators_by_user on channel_operators (user_id);

-- Until now everybody answered everywhere.
insert into channel_operators (channel, user_id, joined_at)
select channels.id, users.id, users.created_at from channels, users;

create table rules (
    id uuid primary key,
    channel uuid not null references channels (id) on delete cascade,
    place bigint not null,
    action text not null,
    chatbot text,
    url_pattern text not null,
    countries text not null
);
create index rules_by_channel on rules (channel, place, id);

-- Where a channel's widget was seen, by origin.
create table sightings (
    channel uuid not null references channels (id) on delete cascade,
    origin text not null,
    seen_at bigint not null,
    primary key (channel, origin)
);

create index conversations_open_by_channel on conversations (channel) where ended_at is null;

-- Why an operator was given a conversation, if he did not come by himself (spec 5.10).
alter table participations add column reason text;
create index participations_assigned on participations (joined_at) where reason is not null;
