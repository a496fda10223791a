-- What became of runs at each step of a chatbot: counted in the transaction in which the run goes on.
create table chatbot_counts (
    chatbot uuid not null references chatbots (id) on delete cascade,
    step uuid not null,
    reached bigint not null,
    answered bigint not null,
    left_here bigint not null,
    primary key (chatbot, step)
);
