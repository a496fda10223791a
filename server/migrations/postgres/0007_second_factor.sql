-- What somebody's authenticator app makes codes of, sealed; asked for at sign-in once it was confirmed by a code.
create table second_factors (
    user_id uuid primary key references users (id) on delete cascade,
    secret bytea not null,
    confirmed_at bigint,
    -- The step of the code that was used last: neither it nor an earlier one is good again.
    last_step bigint not null
);

-- What lets somebody in who has lost his app, each once.
create table recovery_codes (
    user_id uuid not null references second_factors (user_id) on delete cascade,
    code_hash bytea not null,
    primary key (user_id, code_hash)
);

-- Those who have given the right password, and not yet their second factor.
create table half_sign_ins (
    token_hash bytea primary key,
    user_id uuid not null references users (id) on delete cascade,
    expires_at bigint not null
);
create index half_sign_ins_by_user on half_sign_ins (user_id);
