-- Editions never change: their address is the hash of what is in them. `catalog_services` says which one is offered.
create table catalog_editions (
    hash text not null primary key,
    service text not null,
    number bigint not null,
    definition text not null,
    -- The whole source of the result document: the common sheet and the service's own part.
    template text,
    -- The other files of its folder (the own part of the result, examples) by path, as JSON.
    files text not null,
    published_at bigint not null
);
create unique index catalog_editions_number on catalog_editions (service, number);

create table catalog_services (
    code text not null primary key,
    edition text not null,
    changed_at bigint not null,
    -- A pause: since when, the day on which applications are taken again (none: until somebody ends it), and why.
    paused_at bigint,
    resumes_on text,
    pause_ru text,
    pause_en text
);

-- What every sending of an application goes through: the edition that is offered, and the day on which a pause ends. Several
-- doors lead into a service, so that people do not wait for one another; whoever changes the service changes them all.
create table catalog_doors (
    service text not null,
    door bigint not null,
    edition text not null,
    -- Applications are taken from this day; null: they are taken.
    closed_until text,
    passed bigint not null,
    primary key (service, door)
);

-- Who did what to a service, and when; a row never changes.
create table catalog_history (
    service text not null,
    number bigint not null,
    event text not null,
    edition text not null,
    origin text not null,
    staff uuid,
    note text not null,
    at bigint not null,
    primary key (service, number)
);

-- Agencies, categories, life situations, regions: the text of each list; and the sheet that stands before every result.
create table catalog_directories (
    name text not null primary key,
    content text not null,
    changed_at bigint not null
);

-- What of the folder of the installation was not taken over at the last look, problem by problem, as JSON.
create table catalog_refusals (
    number bigint not null primary key,
    problem text not null,
    at bigint not null
);

-- Goes up with every change of the catalogue: by it the nodes see that there is something to take over.
create table catalog_revisions (
    name text not null primary key,
    revision bigint not null
);
