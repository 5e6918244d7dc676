-- tenant.OwnTenantRepository (the merchant's own settings) and tenant.TenantRepository (its life).
alter table tenant add column version bigint not null default 1;
alter table tenant add column purchase_cycle_days int not null default 30 check (purchase_cycle_days between 1 and 3650);
alter table tenant add column locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en'));
grant update (name, timezone, currency, purchase_cycle_days, locale, version, updated_at) on tenant to shuke_app;

alter table tenant drop constraint tenant_status_check;
alter table tenant add constraint tenant_status_check
  check (status in ('provisioning', 'active', 'suspended', 'offboarding'));
alter table tenant add column deletion_due_at timestamptz;
alter table tenant add constraint tenant_deletion_check check ((status = 'offboarding') = (deletion_due_at is not null));
