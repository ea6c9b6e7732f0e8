-- What changed for an account lately, so that its open pages show it; the mark is another one at each change.
create table live_touches (
    account uuid not null,
    topic text not null,
    mark uuid not null,
    at bigint not null,
    primary key (account, topic)
);
create index live_touches_at on live_touches (at, mark);
