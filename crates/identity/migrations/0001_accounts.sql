-- Accounts, the ways into them, and what was done with them. Names, contacts and texts are sealed by the vault under the
-- account's own key; fingerprints are keyed, so that a copy of the database tells nobody whose they are.

create table accounts (
    id uuid primary key,
    number text not null,
    status text not null,
    lang text not null,
    names bytea not null,
    phone bytea,
    email bytea,
    created_at bigint not null
);
create unique index accounts_number on accounts (number);

-- What one signs in with beside the SNILS (which belongs to the table `standings`): one row per proved contact.
create table sign_in_names (
    kind text not null,
    fingerprint bytea not null,
    account uuid not null references accounts (id),
    proved_at bigint not null,
    primary key (kind, fingerprint)
);
create unique index sign_in_names_account on sign_in_names (account, kind);

create table passwords (
    account uuid primary key references accounts (id),
    hash text not null,
    set_at bigint not null
);

create table consents (
    id uuid primary key,
    account uuid not null references accounts (id),
    subject text not null,
    edition text not null,
    given_at bigint not null,
    withdrawn_at bigint
);
create index consents_account on consents (account, given_at);

-- History of operations with an account, as its owner reads it.
create table account_events (
    id uuid primary key,
    account uuid not null references accounts (id),
    kind text not null,
    detail bytea,
    at bigint not null
);
create index account_events_account on account_events (account, at);

-- One-time codes. `flow` is the registration, recovery or change of contact that the code proves a contact for.
create table one_time_codes (
    id uuid primary key,
    flow uuid not null,
    kind text not null,
    fingerprint bytea not null,
    code_hash bytea not null,
    link_hash bytea,
    tries bigint not null,
    sent_at bigint not null,
    expires_at bigint not null,
    link_expires_at bigint,
    used_at bigint
);
create index one_time_codes_flow on one_time_codes (flow, sent_at);
create index one_time_codes_contact on one_time_codes (kind, fingerprint, sent_at);
create unique index one_time_codes_link on one_time_codes (link_hash);
create index one_time_codes_sent on one_time_codes (sent_at);

-- The last sending to each contact: its row is what two senders at once meet at.
create table code_sendings (
    kind text not null,
    fingerprint bytea not null,
    sent_at bigint not null,
    primary key (kind, fingerprint)
);
create index code_sendings_sent on code_sendings (sent_at);

create table registrations (
    id uuid primary key,
    token_hash bytea not null,
    state text not null,
    data bytea not null,
    created_at bigint not null,
    expires_at bigint not null
);
create unique index registrations_token on registrations (token_hash);
create index registrations_expires on registrations (expires_at);

create table recoveries (
    id uuid primary key,
    token_hash bytea not null,
    state text not null,
    account uuid references accounts (id),
    data bytea not null,
    created_at bigint not null,
    expires_at bigint not null
);
create unique index recoveries_token on recoveries (token_hash);
create index recoveries_expires on recoveries (expires_at);

create table contact_changes (
    id uuid primary key,
    account uuid not null references accounts (id),
    kind text not null,
    state text not null,
    contact bytea not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index contact_changes_account on contact_changes (account, kind, created_at);
create index contact_changes_expires on contact_changes (expires_at);

-- How full the bucket of each subject is: a name, an account, a device of an account, a network. Each attempt pours a
-- measure in, time drains it; `drained_at` is when it will be empty. Subjects are fingerprints.
create table attempts (
    subject bytea primary key,
    drained_at bigint not null
);
create index attempts_drained on attempts (drained_at);

create table known_devices (
    account uuid not null references accounts (id),
    device uuid not null,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    primary key (account, device)
);

create table sessions (
    id uuid primary key,
    token_hash bytea not null,
    account uuid not null references accounts (id),
    device uuid not null,
    browser text not null,
    network bytea,
    foreign_computer boolean not null,
    created_at bigint not null,
    seen_at bigint not null,
    ends_at bigint not null,
    ended_at bigint
);
create unique index sessions_token on sessions (token_hash);
create index sessions_account on sessions (account, ends_at);
create index sessions_ends on sessions (ends_at);

create table staff (
    id uuid primary key,
    role text not null,
    sign_in text not null,
    name bytea not null,
    password_hash text not null,
    -- Of a password that whoever runs the portal has given: until when it lets in, once, to choose another. Null: an own one.
    password_until bigint,
    totp_secret bytea not null,
    totp_step bigint not null,
    agency text,
    centre text,
    active boolean not null,
    created_at bigint not null
);
create unique index staff_sign_in on staff (sign_in);

create table staff_sessions (
    id uuid primary key,
    token_hash bytea not null,
    staff uuid not null references staff (id),
    created_at bigint not null,
    seen_at bigint not null,
    ends_at bigint not null,
    ended_at bigint
);
create unique index staff_sessions_token on staff_sessions (token_hash);
create index staff_sessions_staff on staff_sessions (staff, ends_at);
create index staff_sessions_ends on staff_sessions (ends_at);
