-- metric.MetricRepository, consent.StateRepository, platform.privacy.Purpose. What every compiled rule drives from, in the
-- order in which PostgreSQL reads columns fastest: what is always there and of one width in front, and first what most
-- rules ask. Made anew, since columns cannot be moved: meanwhile nobody reads or writes members' numbers, for some
-- ten seconds a million members.
--
-- The mask and the ends are the states of consent_state as queries read them. Of purposes by consent the bits of those
-- given for good, of purposes by interest the bits of those objected to. Consents that end stand in `consent_ends`, each at
-- its bit plus one: so one that ends takes no other with it, and nothing has to be done when it does.
alter table member_metric rename to member_metric_before;
alter table member_metric_before rename constraint member_metric_pkey to member_metric_before_pkey;
create table member_metric (
  tenant_id uuid not null,
  member_id uuid not null,
  consent_mask bigint not null default 0,
  frequency bigint not null default 0, -- order.paid events
  monetary bigint not null default 0, -- their amounts, minor units of the tenant's currency
  restricted boolean not null default false, -- nothing but storing
  objects boolean not null default false, -- to being decided about by machines
  refunded bigint not null default 0, -- the amounts of order.refunded events, minor units
  coupons bigint not null default 0, -- coupon.redeemed events
  complaints bigint not null default 0, -- complaint.opened events
  consent_ends timestamptz[],
  first_order_at timestamptz,
  last_order_at timestamptz,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references member (tenant_id, id) deferrable initially deferred
);
call make_tenant_table('member_metric', 'select, insert, update, delete');

alter table member_metric_before no force row level security;
alter table member_metric no force row level security;
insert into member_metric (tenant_id, member_id, frequency, monetary, restricted, objects, refunded, coupons, complaints,
    first_order_at, last_order_at)
  select tenant_id, member_id, frequency, monetary, restricted, objects, refunded, coupons, complaints, first_order_at,
    last_order_at
  from member_metric_before;
alter table member_metric force row level security;

-- Whom no purpose admits are few, and are taken out of the bitmaps of an overlap at each call.
create index member_metric_barred on member_metric (tenant_id, member_id) where restricted or objects;

-- What goes with the numbers goes with the new ones; that all of it has some was so before.
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

-- After a merge, and when it is undone, both are made anew from the ledger.
alter table member_merge drop column consent_mask, drop column consent_until;
