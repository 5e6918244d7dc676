-- eventtype.EventTypeRepository. What a tenant says of event types of its own; the well-known ones stand in the code.
create table event_type (
  tenant_id uuid not null references tenant,
  type text collate "C" not null,
  name_zh text,
  name_en text,
  description_zh text,
  description_en text,
  props jsonb, -- the JSON Schema of an event's props; none: anything goes
  version bigint not null, -- 1 when new, one more with each write
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, type),
  check (coalesce(name_zh, name_en) is not null)
);
call make_tenant_table('event_type', 'select, insert, update');
