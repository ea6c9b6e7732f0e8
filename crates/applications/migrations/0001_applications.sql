-- One request of a person for one edition of a service. The account leads every key, so that a person's rows lie together.
create table applications (
  account uuid not null,
  id uuid not null,
  -- None until it is sent.
  number text,
  service text not null,
  -- Content hash of the edition it was begun on.
  edition text not null,
  agency text not null,
  title_ru text not null,
  title_en text not null,
  state text not null,
  -- Sealed JSON of the answers.
  answers bytea not null,
  -- Sealed: the fields of a page that was left unfinished, as typed.
  typed bytea,
  -- Sealed: the applicant as the profile said on the day of sending.
  applicant bytea,
  -- Sealed: the computed values, and the rules with their outcomes, as they stood on the day of sending.
  worked_out bytea,
  -- The page of the form that was shown last, to come back to.
  page text,
  -- Kopecks; set when it is sent.
  fee bigint not null,
  -- The last day of the state it is in: for the agency, or for whoever agrees, pays or answers.
  due_on text,
  -- Working days of the review that are left while its clock stands still.
  days_left bigint,
  -- Working days that the citizen has for an answer to the agency.
  answer_days bigint,
  taken_by uuid,
  -- The citizen answered and the officer has not looked since.
  answered boolean not null,
  -- The application that came to nothing and that this one is sent instead of.
  corrects uuid,
  -- Keyed fingerprints by which an officer finds the person; nothing can be read from them.
  family_mark bytea,
  snils_mark bytea,
  -- Counts every change; a change that was prepared on an older version is refused.
  version bigint not null,
  created_at bigint not null,
  changed_at bigint not null,
  sent_at bigint,
  decided_on text,
  primary key (account, id)
);

create unique index applications_id on applications (id);
create unique index applications_number on applications (number);
-- At most one unfinished form of a service for a person: two presses begin one draft.
create unique index applications_draft on applications (account, service) where state = 'draft';
create index applications_recent on applications (account, changed_at, id);
create index applications_by_state on applications (account, state, changed_at, id);
create index applications_desk on applications (agency, state, due_on, id);
create index applications_desk_taken on applications (agency, state, taken_by, due_on, id);
create index applications_desk_answered on applications (agency, state, answered, due_on, id);
create index applications_corrects on applications (account, corrects) where corrects is not null;
create index applications_decided on applications (agency, decided_on);
create index applications_family on applications (agency, family_mark);
create index applications_snils on applications (agency, snils_mark);

-- Every step of every application: who, when, in which role, what was said.
create table application_history (
  account uuid not null,
  application uuid not null,
  -- The version of the application that the step made.
  seq bigint not null,
  at bigint not null,
  event text not null,
  state text not null,
  role text not null,
  staff uuid,
  -- Sealed text.
  comment bytea,
  primary key (account, application, seq)
);

create index application_history_recent on application_history (account, at, application, seq);

-- Whose agreement an application needs beside the applicant's. Whether that person has an account is not written here.
create table application_agreements (
  application uuid not null primary key,
  account uuid not null,
  -- Keyed fingerprint of the СНИЛС of whoever must agree.
  person_mark bytea not null,
  state text not null,
  asked_at bigint not null,
  -- The account that was told of it, once one with this СНИЛС is confirmed.
  told uuid,
  -- The account that agreed or declined, and when.
  second uuid,
  decided_at bigint,
  -- Sealed with the applicant's key: who agreed, as the agency reads it.
  person bytea
);

create index application_agreements_person on application_agreements (person_mark, state, asked_at);
create index application_agreements_account on application_agreements (account, application);

-- Files that came with an answer to the agency; those of the form stand in its answers.
create table application_attachments (
  account uuid not null,
  application uuid not null,
  file uuid not null,
  -- The step of the history that brought it.
  seq bigint not null,
  primary key (account, application, file)
);

-- Keys of forms that were sent: the same form sent again makes nothing new.
create table application_sends (
  account uuid not null,
  key bytea not null,
  application uuid not null,
  at bigint not null,
  primary key (account, key)
);

-- The last place given in each month.
create table application_numbers (
  month text not null primary key,
  last bigint not null
);
