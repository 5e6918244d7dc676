-- tag.TagRepository. What a tenant may call its members. A tag is in a group of its kind or directly below the kind; a
-- group is in nothing, so there are three levels at most and no cycle. What stands in the first two blocks never changes.
create table tag (
  tenant_id uuid not null references tenant,
  key text collate "C" not null,
  kind text not null check (kind in ('attribute', 'behaviour', 'value')),
  is_group boolean not null,
  exclusive boolean not null, -- of a group: a member has at most one of its tags
  parent text collate "C",

  value_type text check (value_type in ('string', 'number', 'enum')), -- null: one has it or has it not
  sensitivity text not null check (sensitivity in ('profile', 'preference', 'amount', 'behaviour')),

  name_zh text,
  name_en text,
  pattern text, -- as in attribute
  min double precision,
  max double precision,
  choices text[],
  owner_role text,
  expiry_days int check (expiry_days between 1 and 3650),
  retired boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, key),
  foreign key (tenant_id, parent) references tag (tenant_id, key),
  check (coalesce(name_zh, name_en) is not null),
  check (not is_group or parent is null and value_type is null and expiry_days is null),
  check (is_group or not exclusive),
  check ((value_type is not distinct from 'enum') = (choices is not null))
);
call make_tenant_table('tag', 'select, insert, update');
