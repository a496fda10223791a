-- What was said and noted, each line by its words as they are sought (domain::search). A line that was written since stands at its
-- place in the journal; those that were there before stand below them, in their order.
create table search_lines (
    id bigint primary key,
    conversation uuid not null references conversations (id) on delete cascade,
    number bigint not null,
    words text not null,
    unique (conversation, number)
);

insert into search_lines (id, conversation, number, words)
select -row_number() over (order by at desc, conversation desc, number desc), conversation, number, ''
from (
    select conversation, number, at from messages where kind in ('text', 'email', 'question')
    union all
    select conversation, 0, coalesce(saved_at, 0) from notes
) told;

create index search_lines_by_words on search_lines using gin (array_to_tsvector(string_to_array(words, ' ')));

-- How far the journal has been read for what can be found.
create table search_head (position bigint not null);
