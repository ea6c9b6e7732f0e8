-- How often services were used and how they were rated, by month. Each figure has several rows, so that none is hot; what is
-- counted is "sent" or "stars-1" … "stars-5".
create table catalog_figures (
    month text not null,
    service text not null,
    what text not null,
    shard bigint not null,
    count bigint not null,
    primary key (month, service, what, shard)
);
create index catalog_figures_service on catalog_figures (service, month);

-- What people say of a service when they have its result: once for each result. The account leads the key, as everywhere.
create table catalog_ratings (
    account uuid not null,
    -- Whose result it is, in the words of the caller.
    reference text not null,
    -- By which the head of the agency finds the next page: it says nothing of the person or the application.
    id uuid not null,
    service text not null,
    -- The agency that gave the result: its head reads what people say.
    agency text not null,
    stars bigint not null,
    -- Sealed: people write names and numbers where none were asked for.
    comment bytea,
    rated_at bigint not null,
    primary key (account, reference)
);
create index catalog_ratings_agency on catalog_ratings (agency, rated_at, id);
create index catalog_ratings_service on catalog_ratings (agency, service, rated_at, id);
