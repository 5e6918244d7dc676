-- retention.RetentionRepository. For how long a tenant keeps events, by type; no row: for as long as it is there.
create table retention_policy (
  tenant_id uuid not null references tenant,
  version int not null, -- of the rules
  enforced boolean not null, -- every day, without being asked
  rehearsed int, -- the version of the rules of which a dry run has told what they would take
  changed_at timestamptz not null,
  primary key (tenant_id)
);
call make_tenant_table('retention_policy', 'select, insert, update');

create table retention_rule (
  tenant_id uuid not null references tenant,
  event_type text collate "C" not null,
  days int not null check (days between 1 and 36500),
  action text not null check (action in ('anonymise', 'delete')),
  primary key (tenant_id, event_type)
);
call make_tenant_table('retention_rule', 'select, insert, delete');

-- What a run has taken, or would have; kept as the record of it.
create table retention_run (
  tenant_id uuid not null references tenant,
  id uuid not null, -- its job's too
  version int not null, -- of the rules
  dry_run boolean not null,
  as_of timestamptz not null,
  started_by text not null, -- the subject of a token
  ended_at timestamptz,
  primary key (tenant_id, id)
);
call make_tenant_table('retention_run', 'select, insert, update');

create table retention_count (
  tenant_id uuid not null,
  run_id uuid not null,
  event_type text collate "C" not null,
  action text not null,
  events bigint not null,
  primary key (tenant_id, run_id, event_type),
  foreign key (tenant_id, run_id) references retention_run (tenant_id, id)
);
call make_tenant_table('retention_count', 'select, insert, update');

-- Those that a correction has taken the place of are in no other index by type.
create index event_superseded on event (tenant_id, type, occurred_at) where superseded_by is not null;
