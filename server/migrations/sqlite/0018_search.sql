-- What was said and noted, each line by its words as they are sought (domain::search). A line that was written since stands at its
-- place in the journal; those that were there before stand below them, in their order.
create table search_lines (
    id integer primary key,
    conversation blob not null references conversations (id) on delete cascade,
    number integer not null,
    words text not null,
    unique (conversation, number)
) strict;

create virtual table search_words using fts5 (words, content = 'search_lines', content_rowid = 'id', tokenize = 'ascii', detail = 'none');
-- What is taken back must not stay in the file.
insert into search_words (search_words, rank) values ('secure-delete', 1);

create trigger search_lines_added after insert on search_lines begin
    insert into search_words (rowid, words) values (new.id, new.words);
end;
create trigger search_lines_removed after delete on search_lines begin
    insert into search_words (search_words, rowid, words) values ('delete', old.id, old.words);
end;
create trigger search_lines_changed after update on search_lines begin
    insert into search_words (search_words, rowid, words) values ('delete', old.id, old.words);
    insert into search_words (rowid, words) values (new.id, new.words);
end;

insert into search_lines (id, conversation, number, words)
select -row_number() over (order by at desc, conversation desc, number desc), conversation, number, ''
from (
    select conversation, number, at from messages where kind in ('text', 'email', 'question')
    union all
    select conversation, 0, coalesce(saved_at, 0) from notes
) told;

-- How far the journal has been read for what can be found.
create table search_head (position integer not null) strict;
