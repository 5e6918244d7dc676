-- platform.write.ClaimRepository. Keyed digests and sealed answers alone; kept for a day.
create table idempotency_claim (
  tenant_id uuid not null references tenant,
  id bytea not null, -- of the caller and his Idempotency-Key
  request bytea not null, -- of what he sent
  answer bytea, -- null only within the transaction that makes it
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('idempotency_claim', 'select, insert, update, delete');
create index idempotency_claim_age on idempotency_claim (tenant_id, created_at);
