-- rfm.RfmRepository. How a tenant scores its members, and when that was done last. No row: as the platform has it, and
-- nobody was scored.
create table rfm (
  tenant_id uuid primary key references tenant,
  settings jsonb, -- null: as the platform has them
  snapshot_date date, -- to which days were counted; null: nobody was scored
  computed_at timestamptz,
  check ((snapshot_date is null) = (computed_at is null))
);
call make_tenant_table('rfm', 'select, insert, update');

-- The scores of that day of everybody who has bought. They go with the numbers they were made of: when a member is
-- merged into another, or erased.
create table member_rfm (
  tenant_id uuid not null,
  member_id uuid not null,
  r smallint not null check (r between 1 and 5),
  f smallint not null check (f between 1 and 5),
  m smallint not null check (m between 1 and 5),
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references member_metric (tenant_id, member_id) on delete cascade
);
call make_tenant_table('member_rfm', 'select, insert, update, delete');
