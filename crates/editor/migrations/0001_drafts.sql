-- What administrators are working on: one draft of a service at a time, with every save of it until it is published.
create table editor_drafts (
    service text not null primary key,
    -- The edition that it began with; null for a new service.
    base text,
    -- The last save.
    version bigint not null,
    begun_at bigint not null
);

create table editor_saves (
    service text not null,
    version bigint not null,
    files text not null,
    staff uuid not null,
    at bigint not null,
    primary key (service, version)
);

-- What an administrator tries out of a service: an application that nobody sends, as an example, page after page.
create table editor_trials (
    service text not null,
    staff uuid not null,
    version bigint not null,
    -- The example that it was opened from; '' for a new one.
    file text not null,
    example text not null,
    at bigint not null,
    primary key (service, staff)
);
