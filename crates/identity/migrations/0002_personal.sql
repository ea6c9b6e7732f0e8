-- Personal data, the registries' answers about them, the evidence that follows, and the service centres' journal. Every
-- name, number and address is sealed by the vault; what must be looked up is a keyed fingerprint.

-- `data` are in force, `draft` is a form that was left unfinished. The subjects are fingerprints of what each proof speaks
-- of. `revision` is what two writers of one profile meet at: it grows with every change of data, checks or evidence.
create table profiles (
    account uuid primary key references accounts (id),
    data bytea,
    draft bytea,
    snils bytea,
    pension_subject bytea,
    passport_subject bytea,
    person_subject bytea,
    revision bigint not null,
    saved_at bigint not null
);
create index profiles_snils on profiles (snils);

-- One question to one registry. `marks` are codes of what differs, never the data themselves; `ask_at` is when it is asked
-- next.
create table registry_checks (
    id uuid primary key,
    account uuid not null references accounts (id),
    registry text not null,
    subject bytea not null,
    state text not null,
    marks text not null,
    tries bigint not null,
    queued_at bigint not null,
    ask_at bigint not null,
    asked_at bigint,
    ended_at bigint,
    give_up_at bigint not null
);
create index registry_checks_account on registry_checks (account, registry, queued_at);
create unique index registry_checks_open on registry_checks (account, registry) where state in ('queued', 'asked');
create index registry_checks_given_up on registry_checks (ended_at) where state = 'gave-up';

-- Append-only: nothing here is changed or deleted while the account lives.
create table evidence (
    id uuid primary key,
    account uuid not null references accounts (id),
    ground text not null,
    subject bytea not null,
    fields text not null,
    staff uuid references staff (id),
    office text,
    made_at bigint not null,
    until_on text
);
create index evidence_account on evidence (account, made_at);

create table evidence_revocations (
    evidence uuid primary key references evidence (id),
    account uuid not null references accounts (id),
    staff uuid references staff (id),
    reason text not null,
    revoked_at bigint not null
);
create index evidence_revocations_account on evidence_revocations (account);

-- The level that the evidence supports, worked out anew at every change of either. `snils` is there at «Стандартная» and
-- above alone, so one person has one such account.
create table standings (
    account uuid primary key references accounts (id),
    level text not null,
    reason text not null,
    snils bytea,
    changed_at bigint not null
);
create unique index standings_snils on standings (snils);

-- A visit to a service centre: the operator's right to open one account, for a recorded reason and for a short time.
create table centre_visits (
    id uuid primary key,
    number text not null,
    centre text not null,
    staff uuid not null references staff (id),
    account uuid not null references accounts (id),
    reason text not null,
    opened_at bigint not null,
    ends_at bigint not null
);
create unique index centre_visits_number on centre_visits (centre, number);
create index centre_visits_staff on centre_visits (staff, ends_at);

-- What was done during visits, in the order in which it was done.
create table centre_journal (
    id uuid primary key,
    visit uuid not null references centre_visits (id),
    centre text not null,
    day text not null,
    entry text not null,
    detail text not null,
    staff uuid not null references staff (id),
    account uuid not null references accounts (id),
    at bigint not null
);
create index centre_journal_day on centre_journal (centre, day, at);
create index centre_journal_visit on centre_journal (visit, at);

-- The last visit number of a centre's day.
create table centre_numbers (
    centre text not null,
    day text not null,
    last bigint not null,
    primary key (centre, day)
);
