-- event.EventRepository. Immutable facts; the first write of (source, source_id) wins.
create table event (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  type text not null,
  source text not null,
  source_id text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  store text,
  channel text,
  amount bigint, -- minor units of the tenant's currency
  props jsonb,
  digest bytea not null, -- keyed digest of the payload: a resend is told from a conflict
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);
call make_tenant_table('event', 'select, insert');
create unique index event_source on event (tenant_id, source, source_id);
create index event_rule on event (tenant_id, type, occurred_at) include (member_id, amount);
create index event_timeline on event (tenant_id, member_id, occurred_at, id);

create table event_item (
  tenant_id uuid not null,
  event_id uuid not null,
  line int not null,
  sku text not null,
  name text,
  category text,
  quantity int not null check (quantity > 0),
  price bigint, -- minor units, for one piece; unknown of most things looked at
  primary key (tenant_id, event_id, line),
  foreign key (tenant_id, event_id) references event (tenant_id, id)
);
call make_tenant_table('event_item', 'select, insert');
create index event_item_sku on event_item (tenant_id, sku) include (event_id, quantity, price);
create index event_item_category on event_item (tenant_id, category) include (event_id, quantity, price);
