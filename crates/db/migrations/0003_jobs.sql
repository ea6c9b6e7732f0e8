-- Work to be done after a commit. Done jobs are deleted; a waiting one that is claimed is due again when its lease ends.
create table jobs (
    id uuid not null primary key,
    kind text not null,
    payload bytea not null,
    state text not null,
    attempts bigint not null,
    due_at bigint not null,
    claim uuid,
    created_at bigint not null,
    failure bytea
);
create index jobs_due on jobs (state, due_at, id);

-- Jobs that come round: which one carries them on, and when the last was done.
create table job_rounds (
    kind text not null primary key,
    job uuid not null,
    done_at bigint not null
);
