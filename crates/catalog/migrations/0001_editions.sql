-- Editions never change: their address is the hash of what is in them. `catalog_services` says which one is offered.
create table catalog_editions (
    hash text not null primary key,
    service text not null,
    number bigint not null,
    definition text not null,
    template text,
    published_at bigint not null
);
create unique index catalog_editions_number on catalog_editions (service, number);

create table catalog_services (
    code text not null primary key,
    edition text not null,
    changed_at bigint not null
);
create index catalog_services_changed on catalog_services (changed_at);

-- Agencies, categories, life situations, regions: the text of each list.
create table catalog_directories (
    name text not null primary key,
    content text not null,
    changed_at bigint not null
);
create index catalog_directories_changed on catalog_directories (changed_at);
