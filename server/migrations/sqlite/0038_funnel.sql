-- What became of runs at each step of a chatbot: counted in the transaction in which the run goes on.
create table chatbot_counts (
    chatbot blob not null references chatbots (id) on delete cascade,
    step blob not null,
    reached integer not null,
    answered integer not null,
    left_here integer not null,
    primary key (chatbot, step)
) strict;
