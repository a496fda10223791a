-- Reports on ratings are answered by the index alone: to look up each row was most of their time.
drop index facts_rated_by_start;
create index facts_rated_by_start on facts (started_at, rating, operator, rated_at) where rated_at is not null;
