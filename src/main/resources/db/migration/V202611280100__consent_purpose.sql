-- consent.PurposeRepository. Why a tenant uses data about members. Basis and bit never change: the masks of members are
-- made of them, see V202611280050__member_metric.sql.
create table purpose (
  tenant_id uuid not null references tenant,
  key text collate "C" not null,
  bit int check (bit between 0 and 62), -- null: there is nothing that a member could allow or object to
  basis text not null check (basis in ('consent', 'interest', 'contract', 'law')),
  name_zh text,
  name_en text,
  sensitive boolean not null,
  separate boolean not null, -- to be asked for by itself
  valid_days int check (valid_days between 1 and 3650), -- how long a consent holds; null: until it is withdrawn
  ask_again_days int not null check (ask_again_days between 1 and 3650), -- how long nobody asks again who was refused
  retired boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, key),
  unique (tenant_id, bit),
  check (coalesce(name_zh, name_en) is not null),
  check ((bit is not null) = (basis in ('consent', 'interest')))
);
call make_tenant_table('purpose', 'select, insert, update');

-- consent.NoticeRepository. What members are told before they are asked: a version is never changed.
create table notice_version (
  tenant_id uuid not null,
  id uuid not null,
  purpose text collate "C" not null,
  number int not null, -- of the purpose's notice, from 1
  texts jsonb not null, -- by locale: text and its sha256
  recipients text[] not null,
  cross_border boolean not null,
  material boolean not null, -- who has agreed to an earlier one is to be asked again
  effective_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, purpose, number),
  foreign key (tenant_id, purpose) references purpose (tenant_id, key)
);
call make_tenant_table('notice_version', 'select, insert');

-- Who was shown which version, when and where.
create table notice_served (
  tenant_id uuid not null,
  member_id uuid not null,
  id uuid not null,
  notice_version_id uuid not null,
  collection_point text collate "C",
  locale text collate "C" not null,
  served_at timestamptz not null,
  primary key (tenant_id, member_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  foreign key (tenant_id, notice_version_id) references notice_version (tenant_id, id)
);
call make_tenant_table('notice_served', 'select, insert');
