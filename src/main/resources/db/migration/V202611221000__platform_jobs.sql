-- platform.jobs.JobRepository: work that follows a commit, as rows of the same transaction.
--
-- Who serves requests may only add a job, for the tenant of its transaction; the runner's role takes jobs of all
-- tenants and sees no other table. Nothing personal stands here: ref is an id. Not made by make_tenant_table: a
-- distributed engine keeps this table on one node, where FOR UPDATE SKIP LOCKED works across tenants.
create schema jobs authorization shuke_owner;
create table jobs.due (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9.-]{0,63}$'),
  ref text not null check (length(ref) <= 200),
  at timestamptz not null,
  attempts int not null default 0,
  claim uuid, -- of the run that has it now; a run whose claim is another's by now has no say any more
  claimed_until timestamptz, -- a run that lives renews it; when it passes, the process has died
  primary key (tenant_id, id),
  check ((claim is null) = (claimed_until is null))
);
alter table jobs.due owner to shuke_owner;
alter table jobs.due enable row level security;
alter table jobs.due force row level security;
create policy tenant_isolation on jobs.due
  using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));
create policy runner on jobs.due to shuke_jobs using (true) with check (true);
create policy platform_schedules on jobs.due for insert to shuke_platform with check (true);
create index due_next on jobs.due (at);
-- Two jobs about the same thing wait for each other, whoever runs them.
create unique index due_one_at_a_time on jobs.due (tenant_id, kind, ref) where claim is not null;

grant usage on schema jobs to shuke_app, shuke_platform, shuke_jobs;
grant insert on jobs.due to shuke_app, shuke_platform;
grant select, update, delete on jobs.due to shuke_jobs;
grant execute on function app_tenant() to shuke_jobs;
