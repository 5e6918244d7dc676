-- platform.tenancy.Revocations (as the tenant) and platform.tenancy.TenantDirectory (as the platform).
create table revocation (
  tenant_id uuid not null references tenant,
  subject text collate "C" not null, -- a token's sub: no personal data
  not_before timestamptz not null, -- older tokens of the subject are refused in this tenant
  primary key (tenant_id, subject)
);
call make_tenant_table('revocation', 'select, insert, update');
-- The check of a token comes before any tenant is bound, and reads this with the tenant's own entry.
create policy platform_directory on revocation for select to shuke_platform using (true);
grant select on revocation to shuke_platform;
