-- The time zone of the visitor, as IANA names it.
alter table conversations add column time_zone text;
