-- A user of PostgreSQL that serves and works but changes no tables. Run it as the owner of the tables (here `okno`), after the
-- first `okno migrate`; adjust the three names. How the user proves itself (password, certificate) is yours to say.
create role okno_serving login;
grant usage on schema public to okno_serving;
grant select, insert, update, delete on all tables in schema public to okno_serving;
alter default privileges for role okno in schema public grant select, insert, update, delete on tables to okno_serving;
-- What was recorded of accesses is added to and never changed; which migrations were applied is not the portal's to say.
revoke update, delete on ledger_entries from okno_serving;
revoke insert, update, delete on migrations from okno_serving;
