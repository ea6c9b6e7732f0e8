-- Who looked at or changed the data of an account: append-only, each entry chained to the one before by its hash.
create table ledger_entries (
    account uuid not null,
    position bigint not null,
    at bigint not null,
    sealed_for uuid not null,
    entry bytea not null,
    hash bytea not null,
    primary key (account, position)
);
-- The end of each chain, sealed with a key that the database does not hold.
create table ledger_heads (
    account uuid not null primary key,
    position bigint not null,
    hash bytea not null,
    seal bytea not null
);
