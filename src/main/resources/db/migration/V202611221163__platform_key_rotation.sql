-- keys.RotationRepository, and platform.privacy.TenantKeyRepository.
alter table tenant_key add column kek text collate "C"; -- id of the deployment's key's version that wraps it; null: unknown
grant update (aead_keyset, mac_keyset, kek) on tenant_key to shuke_app;
create policy platform_directory on tenant_key for select to shuke_platform using (true);
grant select (tenant_id, kek) on tenant_key to shuke_platform;

-- A rotation of a tenant's keyset: asked for by the platform, done by the tenant's own job, step by step.
create table key_rotation (
  tenant_id uuid not null references tenant,
  id uuid not null,
  step text collate "C" not null check (step in ('asked', 'added', 'rewrapping', 'settling', 'done')),
  done bigint not null default 0,
  total bigint not null default 0,
  place text, -- how far the rewrapping is: the name of what is rewrapped, and the id behind which to go on
  started_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('key_rotation', 'select, insert, update');
create unique index key_rotation_under_way on key_rotation (tenant_id) where step <> 'done';
create policy platform_asks on key_rotation to shuke_platform using (true) with check (true);
grant select, insert on key_rotation to shuke_platform;
