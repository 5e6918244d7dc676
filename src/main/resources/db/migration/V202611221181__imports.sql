-- imports.ImportRepository. Files sent in, until their job has worked them off.
create table import_file (
  tenant_id uuid not null references tenant,
  id uuid not null, -- its job's too
  kind text not null check (kind in ('members', 'events', 'stores', 'products')),
  format text not null check (format in ('csv', 'ndjson')),
  dry_run boolean not null,
  columns text[], -- CSV: what stands in each column
  chunks int, -- null: still arriving
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  rejected bigint not null default 0,
  created_by text not null, -- the subject of a token
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('import_file', 'select, insert, update, delete');

-- Some whole rows of a file, sealed under the tenant's key. Gone once they are worked off.
create table import_chunk (
  tenant_id uuid not null,
  import_id uuid not null,
  number int not null, -- from 1
  first_line bigint not null, -- of the file, from 1
  rows int not null,
  content bytea not null,
  primary key (tenant_id, import_id, number),
  foreign key (tenant_id, import_id) references import_file on delete cascade
);
call make_tenant_table('import_chunk', 'select, insert, delete');
alter table import_chunk alter column content set storage external; -- what is sealed does not get smaller
