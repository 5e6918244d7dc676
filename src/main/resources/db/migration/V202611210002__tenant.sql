-- tenant.TenantRepository (platform role) and platform.tenancy.TenantDirectory.
create table tenant (
  tenant_id uuid not null primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,38}[a-z0-9]$'),
  name text not null,
  status text not null check (status in ('provisioning', 'active', 'suspended')),
  timezone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  owner bytea, -- the first owner's address, sealed by the deployment's key
  owner_credential bytea, -- the owner's one-time password, sealed likewise; null once the tenant is active
  organization_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
call make_tenant_table('tenant', 'select');
create policy platform_directory on tenant to shuke_platform using (true) with check (true);
grant select, insert, update on tenant to shuke_platform;

-- platform.privacy.TenantKeys: a tenant's keysets, wrapped by the deployment's key.
create table tenant_key (
  tenant_id uuid not null primary key references tenant,
  aead_keyset bytea not null,
  mac_keyset bytea not null,
  created_at timestamptz not null
);
call make_tenant_table('tenant_key', 'select, insert');
