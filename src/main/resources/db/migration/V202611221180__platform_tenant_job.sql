-- platform.jobs.TenantJobRepository. Long work of a tenant: how far it is, and what has become of it. Rows stay.
create table job (
  tenant_id uuid not null references tenant,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9.-]{0,63}$'),
  state text not null check (state in ('queued', 'running', 'cancelling', 'cancelled', 'succeeded', 'failed')),
  done bigint not null default 0,
  total bigint, -- null: nobody knows
  rejected bigint not null default 0,
  checkpoint jsonb not null, -- where the next step begins; nothing personal
  version int not null default 0, -- how many steps are committed
  failures int not null default 0, -- in a row, of the step that comes next
  failure text, -- a code: why it has failed
  result text, -- the path at which its outcome is found
  created_by text not null, -- the subject of a token
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check ((ended_at is null) = (state in ('queued', 'running', 'cancelling'))),
  check ((failure is null) = (state <> 'failed'))
);
call make_tenant_table('job', 'select, insert, update');
