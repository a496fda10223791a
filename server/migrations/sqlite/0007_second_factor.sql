-- What somebody's authenticator app makes codes of, sealed; asked for at sign-in once it was confirmed by a code.
create table second_factors (
    user_id blob primary key references users (id) on delete cascade,
    secret blob not null,
    confirmed_at integer,
    -- The step of the code that was used last: neither it nor an earlier one is good again.
    last_step integer not null
) strict;

-- What lets somebody in who has lost his app, each once.
create table recovery_codes (
    user_id blob not null references second_factors (user_id) on delete cascade,
    code_hash blob not null,
    primary key (user_id, code_hash)
) strict, without rowid;

-- Those who have given the right password, and not yet their second factor.
create table half_sign_ins (
    token_hash blob primary key,
    user_id blob not null references users (id) on delete cascade,
    expires_at integer not null
) strict;
create index half_sign_ins_by_user on half_sign_ins (user_id);
