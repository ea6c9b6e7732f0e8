-- What citizens note of their families and things, to choose it in forms instead of typing: children, vehicles, driving
-- licence, health insurance, organisation. `data` is one sealed JSON. `place` is one of as many places as a kind has, so the
-- database itself keeps the limit; `mark` is a keyed fingerprint of what makes two records the same thing.
create table household (
    account uuid not null references accounts (id),
    id uuid not null,
    kind text not null,
    place bigint not null,
    mark bytea not null,
    data bytea not null,
    version bigint not null,
    saved_at bigint not null,
    primary key (account, id)
);
create unique index household_place on household (account, kind, place);
create unique index household_mark on household (account, kind, mark);
