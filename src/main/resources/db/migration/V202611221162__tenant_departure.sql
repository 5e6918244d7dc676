-- tenant.DepartureRepository: deletes what is left of a tenant whose days of grace have passed.
--
-- The role that serves requests can delete hardly anything, and the one that can delete everything of a tenant,
-- shuke_eraser, cannot log in: shuke_app takes it on within a transaction. What it may then delete is bound three
-- times: to the one tenant of the transaction, like every statement; by the policy only_departed to a tenant of the
-- status `deleting`, which shuke_app cannot set and the platform sets only when the day has come; and it reads keys of
-- rows alone. So a flaw in a query of the API still deletes nothing. afterMigrate__erasable.sql gives each table both.
alter table tenant drop constraint tenant_status_check;
alter table tenant add constraint tenant_status_check
  check (status in ('provisioning', 'active', 'suspended', 'offboarding', 'deleting', 'deleted'));

create function app_departed() returns boolean
  language sql stable parallel safe
as $$ select exists (select from tenant where tenant_id = (select app_tenant()) and status = 'deleting') $$;
revoke all on function app_departed() from public;
grant execute on function app_departed() to shuke_eraser, shuke_migrator;
grant execute on function app_tenant() to shuke_eraser;
grant select (tenant_id, status) on tenant to shuke_eraser;
