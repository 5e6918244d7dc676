-- platform.jobs: who has a job is kept by db-scheduler, under its names for our columns. What an instance of the release
-- before was at is run again, which every job bears.
alter table jobs.due
  add column picked boolean not null default false,
  add column picked_by text,
  add column last_heartbeat timestamptz,
  add column last_success timestamptz,
  add column last_failure timestamptz,
  add column consecutive_failures int not null default 0,
  add column version bigint not null default 1,
  add column priority smallint not null default 0,
  -- Set when work begins and kept when its process dies, until it is run again.
  add column running boolean not null default false;
update jobs.due set consecutive_failures = attempts where attempts > 0;
drop index jobs.due_one_at_a_time;
alter table jobs.due drop column attempts, drop column claim, drop column claimed_until;
create unique index due_one_at_a_time on jobs.due (tenant_id, kind, ref) where running;
create index due_instance on jobs.due ((id::text));

create view jobs.task with (security_invoker) as
  select tenant_id, kind as task_name, id::text as task_instance,
    convert_to(tenant_id || ' ' || ref, 'UTF8') as task_data,
    at as execution_time, picked, picked_by, last_heartbeat, last_success, last_failure, consecutive_failures, version,
    priority
  from jobs.due;
alter view jobs.task owner to shuke_owner;
grant select, update, delete on jobs.task to shuke_jobs;
