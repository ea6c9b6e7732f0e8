-- One notice, many deliveries. What it says is sealed with the account's key: a translation key and its arguments,
-- so that each reader reads it in their own language.
create table notices (
    account uuid not null,
    id uuid not null,
    kind text not null,
    sealed bytea not null,
    once text,
    created_at bigint not null,
    read_at bigint,
    primary key (account, id)
);
create unique index notices_once on notices (account, once);
create index notices_unread on notices (account) where read_at is null;

-- One message on one channel. `account` and `notice` are absent for codes, which go to contacts without an account.
create table deliveries (
    id uuid not null primary key,
    account uuid,
    notice uuid,
    channel text not null,
    state text not null,
    gateway_id text,
    reason text,
    created_at bigint not null,
    changed_at bigint not null
);
create unique index deliveries_gateway on deliveries (channel, gateway_id);
create index deliveries_notice on deliveries (account, notice);
create index deliveries_state on deliveries (state, changed_at);

-- What a citizen switched off (a row) or left on (no row).
create table notice_preferences (
    account uuid not null,
    kind text not null,
    channel text not null,
    primary key (account, kind, channel)
);
