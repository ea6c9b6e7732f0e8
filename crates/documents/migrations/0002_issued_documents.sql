-- What agencies issue. A row is reserved first (its number stands in the document), then issued once.
create table issued_documents (
    account uuid not null,
    id uuid not null,
    number text not null,
    reference text not null,
    kind text not null,
    agency text not null,
    state text not null,
    -- Titles, agency's name, holder's masked name: sealed.
    facts bytea not null,
    valid_until text,
    reserved_at bigint not null,
    issued_at bigint,
    -- SHA-256 of the signed file, which also names it in the file store.
    hash bytea,
    size bigint,
    -- Subject of the certificate that signed.
    signed_by text,
    revoked_at bigint,
    -- Why, sealed.
    revocation bytea,
    primary key (account, id)
);

create unique index issued_documents_by_number on issued_documents (number);
create unique index issued_documents_by_cause on issued_documents (account, reference, kind);
create index issued_documents_by_time on issued_documents (account, kind, issued_at);
