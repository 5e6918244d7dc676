-- score.ReplenishmentRepository. When members have used up what they bought, by product. It goes with the numbers of the
-- member: when he is merged into another, or erased.
create table member_replenishment (
  tenant_id uuid not null,
  member_id uuid not null,
  sku text not null,
  due_at timestamptz not null,
  bought_at timestamptz not null, -- the last time
  primary key (tenant_id, member_id, sku),
  foreign key (tenant_id, member_id) references member_metric (tenant_id, member_id) on delete cascade
);
call make_tenant_table('member_replenishment', 'select, insert, update, delete');
create index member_replenishment_due on member_replenishment (tenant_id, due_at, member_id, sku);
