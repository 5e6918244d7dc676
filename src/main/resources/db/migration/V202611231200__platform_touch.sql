-- platform.touch.TouchRepository. Members of whom something was written, one row a transaction that wrote, until what
-- follows from it is done. Whatever order transactions commit in, none is overlooked: a row is there as soon as what it
-- is about can be seen, and goes in the transaction that has dealt with it.
create table member_touch (
  tenant_id uuid not null,
  id uuid not null,
  about text[] not null, -- what was written: 'member', 'tag', 'event:' and a type; '*' is whatever there is
  members uuid[] not null, -- empty: everybody
  segment_id uuid, -- the one segment that has still to follow; null: all
  primary key (tenant_id, id)
);
call make_tenant_table('member_touch', 'select, insert, delete');
alter table member_touch alter column members set storage external; -- ids do not compress
alter table member_touch set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Which tenants have any says nothing of anybody.
create policy platform_directory on member_touch for select to shuke_platform using (true);
grant select (tenant_id) on member_touch to shuke_platform;
