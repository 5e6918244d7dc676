-- Run once per database, by a role that may create roles (a superuser, or the owner a cloud gives you).
-- Idempotent. Sets no password: give shuke_migrator, shuke_app, shuke_platform and shuke_jobs one each.
--
--   shuke_owner     owns every table; nobody logs in as it
--   shuke_migrator  changes the schema; sees all rows; used by the `migrate` command only, never at run time
--   shuke_app       serves requests; sees the rows of the one tenant that its transaction names
--   shuke_platform  the list of tenants, and nothing that belongs to one
--   shuke_jobs      the queue of jobs, which names tenants and holds nothing of theirs
--   shuke_eraser    deletes the rows of a tenant that has departed, and of no other; shuke_app takes it on for that
do
$$
begin
  if not exists (select from pg_roles where rolname = 'shuke_owner') then
    create role shuke_owner nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'shuke_migrator') then
    create role shuke_migrator login bypassrls in role shuke_owner;
  end if;
  if not exists (select from pg_roles where rolname = 'shuke_app') then
    create role shuke_app login;
  end if;
  if not exists (select from pg_roles where rolname = 'shuke_platform') then
    create role shuke_platform login;
  end if;
  if not exists (select from pg_roles where rolname = 'shuke_jobs') then
    create role shuke_jobs login;
  end if;
  if not exists (select from pg_roles where rolname = 'shuke_eraser') then
    create role shuke_eraser nologin;
  end if;
  grant shuke_eraser to shuke_app with inherit false, set true;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, create on database %I to shuke_migrator', current_database());
  execute format('grant connect on database %I to shuke_app, shuke_platform, shuke_jobs', current_database());
end
$$;
revoke all on schema public from public;
grant usage, create on schema public to shuke_migrator, shuke_owner;
grant usage on schema public to shuke_app, shuke_platform, shuke_jobs, shuke_eraser;
-- One call's query must not hold a connection that all tenants share for longer than callers wait.
alter role shuke_app set statement_timeout = '30s';
-- Workers would share no work of a rule: each adds up all the events again. And one merchant's call must not take the
-- cores on which the others' are served.
alter role shuke_app set max_parallel_workers_per_gather = 0;
-- Rules add up events by member: within this it is done in one go. Few do so at a time, see HeavyWork.
alter role shuke_app set work_mem = '64MB';
