-- exports.ExportRepository. Files that members or events are taken out into.
create table export_file (
  tenant_id uuid not null references tenant,
  id uuid not null, -- its job's too
  kind text not null check (kind in ('members', 'events')),
  purpose text not null,
  row_limit int not null,
  rows int not null default 0,
  complete boolean not null default false,
  created_by text not null, -- the subject of a token
  caller jsonb not null, -- its roles and permissions: what the file may show
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('export_file', 'select, insert, update');

-- What left the system, for which purpose and to whom; kept when the file is gone.
create table disclosure (
  tenant_id uuid not null references tenant,
  id uuid not null, -- the export's
  kind text not null,
  purpose text not null,
  rows int not null,
  disclosed_to text not null, -- the subject of a token
  disclosed_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
call make_tenant_table('disclosure', 'select, insert');
