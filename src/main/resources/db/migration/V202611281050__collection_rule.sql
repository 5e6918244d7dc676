-- collection.CollectionRepository. What of members is taken in only for a purpose; whatever has no row is of everybody.
create table collection_rule (
  tenant_id uuid not null references tenant,
  kind text collate "C" not null check (kind in ('attribute', 'event')),
  key text collate "C" not null, -- of the attribute, or the events' type
  purpose text collate "C" not null,
  otherwise text not null check (otherwise in ('refuse', 'strip')), -- of members who do not allow the purpose
  props text[] not null, -- of events: the fields of their props that it is about; none: all of the event
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, kind, key),
  foreign key (tenant_id, purpose) references purpose (tenant_id, key)
);
call make_tenant_table('collection_rule', 'select, insert, update, delete');
