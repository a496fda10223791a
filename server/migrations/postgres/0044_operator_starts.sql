-- When an operator had his first session is looked up for each whom a report tells of, however many sessions there are.
create index facts_by_operator on facts (operator, started_at) where operator is not null;
