-- Rated conversations in the order in which they began: reports on ratings read these alone.
create index facts_rated_by_start on facts (started_at) where rated_at is not null;
