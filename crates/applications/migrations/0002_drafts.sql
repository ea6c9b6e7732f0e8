-- What is known of a draft beside its answers. Gone when the draft is sent or deleted.
create table application_drafts (
  account uuid not null,
  application uuid not null,
  -- Which window wrote each page last: JSON of random marks by page.
  writers text not null,
  -- Sealed: what the present edition of the service asks anew and no longer needs, until the citizen goes on.
  renewed bytea,
  -- Of how many pages so many are answered.
  done bigint not null,
  pages bigint not null,
  primary key (account, application)
);

-- What was typed into a page whose sender was signed out meanwhile; an hour later it is forgotten.
create table application_rescues (
  account uuid not null,
  application uuid not null,
  -- Keyed fingerprint of the browser: only there it is shown again.
  device bytea not null,
  page text not null,
  -- Sealed: the fields.
  typed bytea not null,
  at bigint not null,
  primary key (account, application, device)
);

create index application_rescues_old on application_rescues (at);
