-- The data keys of owners (accounts; the nil uuid is the installation), each wrapped by a master key that is not here.
create table vault_keys (
    owner uuid not null primary key,
    master text not null,
    wrapped bytea not null,
    created_at bigint not null
);
create index vault_keys_master on vault_keys (master, owner);
