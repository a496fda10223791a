-- When an operator had his first session is looked up for each whom a report tells of, however many sessions there are.
create index facts_by_operator on facts (operator, started_at) where operator is not null;

-- Who gave the first answer: of several operators it is his time to answer.
alter table facts add column answered_by blob;

update facts set answered_by = (
    select unhex(replace(json_extract(history, '$.writers[0]'), '-', '')) from conversations where conversations.id = facts.conversation
) where answered_after_ms is not null;
