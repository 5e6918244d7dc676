-- audit.SealRepository. Entries of the audit log in the order of their sealing; each seal goes over the one before.
create table audit_seal (
  tenant_id uuid not null references tenant,
  number bigint not null check (number > 0),
  entries uuid[] not null,
  digests bytea not null, -- SHA-256 of each entry
  mac bytea not null, -- by the tenant's key, over number, entries, digests and the mac before
  sealed_at timestamptz not null,
  primary key (tenant_id, number)
);
call make_tenant_table('audit_seal', 'select, insert');
