-- segment.SegmentRepository. The rule of each version stays readable for good.
create table segment (
  tenant_id uuid not null references tenant,
  id uuid not null,
  key text not null,
  name text not null,
  purpose text not null,
  kind text not null check (kind in ('dynamic', 'frozen')),
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, key)
);
call make_tenant_table('segment', 'select, insert, update, delete');

create table segment_version (
  tenant_id uuid not null,
  segment_id uuid not null,
  version int not null,
  rule jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, segment_id, version),
  foreign key (tenant_id, segment_id) references segment (tenant_id, id) on delete cascade
);
call make_tenant_table('segment_version', 'select, insert, delete');

-- Members of a frozen segment, as they were at frozen_at.
create table segment_member (
  tenant_id uuid not null,
  segment_id uuid not null,
  version int not null,
  member_id uuid not null,
  primary key (tenant_id, segment_id, version, member_id),
  foreign key (tenant_id, segment_id, version) references segment_version (tenant_id, segment_id, version)
    on delete cascade,
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);
call make_tenant_table('segment_member', 'select, insert, delete');
