-- metric.MetricRepository. More numbers kept per member. Events that were there before are counted by the jobs below; until
-- a tenant's has run, its numbers are those of the events since.
alter table member_metric
  add column refunded bigint not null default 0, -- the amounts of order.refunded events, minor units
  add column coupons bigint not null default 0, -- coupon.redeemed events
  add column complaints bigint not null default 0; -- complaint.opened events

-- What can only be told from all that a member did; no row when nothing of it is known. It goes with the numbers.
create table member_habit (
  tenant_id uuid not null,
  member_id uuid not null,
  store text,
  channel text,
  category text,
  time_of_day text check (time_of_day in ('morning', 'noon', 'afternoon', 'evening', 'night')),
  weekday text check (weekday in ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
  nps smallint check (nps between 0 and 10),
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references member_metric (tenant_id, member_id) on delete cascade
);
call make_tenant_table('member_habit', 'select, insert, update, delete');

-- Whose habits are to be looked at anew: a row for each batch of events.
create table metric_due (
  tenant_id uuid not null references tenant,
  id uuid not null,
  members uuid[] not null,
  primary key (tenant_id, id)
);
alter table metric_due alter column members set storage external;
call make_tenant_table('metric_due', 'select, insert, delete');

insert into jobs.due (tenant_id, id, kind, ref, at) select tenant_id, uuidv7(), 'metric.rebuild', '', now() from tenant;
