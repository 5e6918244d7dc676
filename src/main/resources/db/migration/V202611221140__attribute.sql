-- attribute.AttributeRepository. What a tenant says of its members' attributes: which values one takes, who may see it.
-- Key, type and sensitivity never change: values are stored by them, see member.
create table attribute (
  tenant_id uuid not null references tenant,
  key text collate "C" not null,
  name_zh text,
  name_en text,
  type text not null check (type in
    ('string', 'number', 'boolean', 'date', 'datetime', 'enum', 'stringList', 'geoPoint', 'money')),
  sensitivity text not null check (sensitivity in
    ('contact', 'identity', 'profile', 'preference', 'amount', 'behaviour')),
  pattern text, -- RE2, of the whole text
  min double precision, -- of a number; of minor units; of characters; of entries
  max double precision,
  choices text[], -- of an enum
  retired boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, key),
  check (coalesce(name_zh, name_en) is not null),
  check ((type = 'enum') = (choices is not null))
);
call make_tenant_table('attribute', 'select, insert, update');

-- member.MemberRepository. Where the attributes' values are from, grouped, since one writer mostly writes several at
-- once: {"<rank><space><epoch ms><space><writer>": [keys]}. A rank is four digits, the better the higher: declared 3000,
-- imported 2000, inferred its confidence in thousandths. A key that is not here was declared, nobody knows by whom; one
-- that is here and has no value was removed by somebody whom nobody worse may write over.
-- In attributes, a key with another sensitivity than preference stands behind it and a colon ("amount:budget");
-- what is contact or identity is sealed under the member's key, in base64.
alter table member add column provenance jsonb;
