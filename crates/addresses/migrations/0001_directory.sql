-- The address directory as the state address register (ГАР) has it. Numbers of objects are the register's own.

-- Regions, districts, towns, streets. `parent` 0 is none; `line` is the whole name from the region down, written when the
-- words are indexed.
create table address_objects (
    id bigint not null primary key,
    guid uuid not null,
    parent bigint not null,
    level bigint not null,
    kind text not null,
    name text not null,
    region text not null,
    postal_code text,
    okato text,
    oktmo text,
    line text not null
);
create index address_objects_guid on address_objects (guid);

-- `number` is what is looked for: lower case, `12ак2с1`. Bytes, so that both databases order them alike.
create table address_houses (
    id bigint not null primary key,
    guid uuid not null,
    parent bigint not null,
    number bytea not null,
    house text not null,
    building text not null,
    label text not null,
    postal_code text,
    okato text,
    oktmo text
);
create index address_houses_guid on address_houses (guid);
create index address_houses_number on address_houses (parent, number);

-- The words by which an object is found: those of its own name (class 0: of a place, 1: of a street) and those of what
-- it lies in (class 2).
create table address_words (
    object bigint not null,
    word bytea not null,
    class bigint not null,
    primary key (object, word)
);
create index address_words_any on address_words (word, object);
create index address_words_own on address_words (class, word, object);

-- How far each file of the register was read.
create table address_imports (
    file text not null primary key,
    size bigint not null,
    records bigint not null,
    done boolean not null
);
