-- What a person owes. The reference is the caller's own mark: one charge for one reference.
create table charges (
    account uuid not null,
    id uuid not null primary key,
    reference text not null,
    amount bigint not null,
    state text not null,
    details text not null,
    back text not null,
    created_at bigint not null,
    changed_at bigint not null
);
create unique index charges_reference on charges (reference);
create index charges_account on charges (account, id);

-- Each try to pay a charge. At most one of them is under way.
create table payments (
    account uuid not null,
    id uuid not null primary key,
    charge uuid not null,
    amount bigint not null,
    state text not null,
    provider_id text,
    confirmation_url text,
    receipt uuid,
    created_at bigint not null,
    changed_at bigint not null
);
create unique index payments_provider on payments (provider_id);
create unique index payments_under_way on payments (charge) where state in ('created', 'pending');
create index payments_charge on payments (charge, id);
create index payments_account on payments (account, state, id);
