-- segment.OverlapRepository. Members by a small number, given when an overlap first needs it: bitmaps of members are over
-- these. A number is nobody else's after its member is gone.
create table member_seq (
  tenant_id uuid not null,
  member_id uuid not null,
  seq int not null,
  primary key (tenant_id, member_id),
  unique (tenant_id, seq)
);
call make_tenant_table('member_seq', 'select, insert');

-- Whom no purpose admits: few, and asked for at each overlap.
create index member_metric_restricted on member_metric (tenant_id, member_id) where restricted;
