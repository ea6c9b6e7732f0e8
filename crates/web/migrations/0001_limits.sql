-- How often something was tried within the running window; the key is a keyed fingerprint of a contact, network or device.
create table web_limits (
    fingerprint bytea not null primary key,
    taken bigint not null,
    ends_at bigint not null
);
create index web_limits_ends_at on web_limits (ends_at);
