-- fieldpolicy.FieldPolicyRepository: what the merchant changed of who sees what. platform.tenancy.TenantDirectory reads it
-- with the tenant.
alter table tenant add column field_policy jsonb not null default '{}'; -- by role, by field group, the sight
grant update (field_policy) on tenant to shuke_app;
