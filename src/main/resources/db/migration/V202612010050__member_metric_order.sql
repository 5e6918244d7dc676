-- metric.MetricRepository, consent.StateRepository, platform.privacy.Purpose. The columns of member_metric in another
-- order, since PostgreSQL unpacks those of a row from the first to the last that a query asks: what rules about numbers and
-- the condition of their purpose ask is in front, of one width and always there, and behind it the ends of consents, then
-- what is asked by fewer. Made anew, since columns cannot be moved: meanwhile nobody reads or writes members' numbers, for
-- some ten seconds a million members.
--
-- Whoever is chosen by a rule or foretold by a model neither is restricted nor objects, so that is looked at once, as
-- each row is written: `choosing_mask` is 0 of the others, and of him his consent_mask with a bit in front that no
-- purpose has. What the masks and the ends are stands in V202611280050__member_metric.sql.
alter table member_metric rename to member_metric_before;
alter table member_metric_before rename constraint member_metric_pkey to member_metric_before_pkey;
drop index member_metric_barred;
create table member_metric (
  tenant_id uuid not null,
  member_id uuid not null,
  choosing_mask bigint not null generated always as (
    case when restricted or objects then 0 else consent_mask | (1::bigint << 63) end) stored,
  frequency bigint not null default 0, -- order.paid events
  monetary bigint not null default 0, -- their amounts, minor units of the tenant's currency
  consent_ends timestamptz[],
  last_order_at timestamptz,
  first_order_at timestamptz,
  consent_mask bigint not null default 0,
  restricted boolean not null default false, -- nothing but storing
  objects boolean not null default false, -- to being decided about by machines
  refunded bigint not null default 0, -- the amounts of order.refunded events, minor units
  coupons bigint not null default 0, -- coupon.redeemed events
  complaints bigint not null default 0, -- complaint.opened events
  primary key (tenant_id, member_id)
);
call make_tenant_table('member_metric', 'select, insert, update, delete');

alter table member_metric_before no force row level security;
alter table member_metric no force row level security;
insert into member_metric (tenant_id, member_id, frequency, monetary, consent_ends, last_order_at, first_order_at,
    consent_mask, restricted, objects, refunded, coupons, complaints)
  select tenant_id, member_id, frequency, monetary, consent_ends, last_order_at, first_order_at, consent_mask, restricted,
    objects, refunded, coupons, complaints
  from member_metric_before;
alter table member_metric force row level security;

-- Whom no purpose admits are few, and are taken out of the bitmaps of an overlap at each call.
create index member_metric_barred on member_metric (tenant_id, member_id) where choosing_mask = 0;

-- The numbers go with members, and more goes with the numbers: so it was before, and is looked at afterwards.
alter table member_metric add foreign key (tenant_id, member_id) references member (tenant_id, id)
  deferrable initially deferred not valid;
alter table consent_state drop constraint consent_state_tenant_id_member_id_fkey, add foreign key (tenant_id, member_id)
  references member_metric (tenant_id, member_id) on delete cascade not valid;
alter table member_habit drop constraint member_habit_tenant_id_member_id_fkey, add foreign key (tenant_id, member_id)
  references member_metric (tenant_id, member_id) on delete cascade not valid;
alter table member_replenishment drop constraint member_replenishment_tenant_id_member_id_fkey,
  add foreign key (tenant_id, member_id) references member_metric (tenant_id, member_id) on delete cascade not valid;
alter table member_rfm drop constraint member_rfm_tenant_id_member_id_fkey, add foreign key (tenant_id, member_id)
  references member_metric (tenant_id, member_id) on delete cascade not valid;
alter table member_score drop constraint member_score_tenant_id_member_id_fkey, add foreign key (tenant_id, member_id)
  references member_metric (tenant_id, member_id) on delete cascade not valid;
alter table member_stage drop constraint member_stage_tenant_id_member_id_fkey, add foreign key (tenant_id, member_id)
  references member_metric (tenant_id, member_id) on delete cascade not valid;
drop table member_metric_before;
