-- member.MemberRepository, member.IdentityRepository.
-- name and email are sealed (Tink, under the member's own key); the rest of the profile is clear under RLS.
create table member (
  tenant_id uuid not null references tenant,
  id uuid not null,
  data_key bytea not null, -- the member's key, wrapped by the tenant's keyset; destroying it erases what it sealed
  name bytea,
  email bytea,
  gender text check (gender in ('female', 'male', 'other')),
  birthday date,
  city text,
  attributes jsonb not null,
  version bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('member', 'select, insert, update');

-- One way to recognise a member. blind is HMAC(tenant key, kind|normalised value): equality without clear text.
create table member_identity (
  tenant_id uuid not null,
  kind text not null check (kind in
    ('phone', 'card', 'wechat_openid', 'wechat_unionid', 'device', 'email', 'external')),
  blind bytea not null check (length(blind) = 16),
  member_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, kind, blind),
  foreign key (tenant_id, member_id) references member (tenant_id, id) deferrable initially deferred
);
call make_tenant_table('member_identity', 'select, insert');
create index member_identity_member on member_identity (tenant_id, member_id);

-- What every compiled rule drives from: the consent mask beside the numbers kept per member.
create table member_metric (
  tenant_id uuid not null,
  member_id uuid not null,
  consent_mask bigint not null default 0, -- one bit a purpose; `service` needs none
  consent_until timestamptz, -- the earliest expiry among the bits set
  restricted boolean not null default false,
  frequency bigint not null default 0, -- order.paid events
  monetary bigint not null default 0, -- their amounts, minor units of the tenant's currency
  first_order_at timestamptz,
  last_order_at timestamptz,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references member (tenant_id, id) deferrable initially deferred
);
call make_tenant_table('member_metric', 'select, insert, update');
