-- What citizens bring. The content lies sealed in the file store, under the row's id.
create table files (
    account uuid not null,
    id uuid not null,
    name bytea not null,
    kind text not null,
    size bigint not null,
    -- Keyed fingerprint of the content: the same file is kept once.
    fingerprint bytea not null,
    created_at bigint not null,
    -- Off the shelf: when it is erased, unless something holds it then.
    erase_at bigint,
    primary key (account, id)
);

create unique index files_by_content on files (account, fingerprint);

-- What still needs a file: an application that it was sent with.
create table file_holds (
    account uuid not null,
    file uuid not null,
    reference text not null,
    primary key (account, file, reference)
);
