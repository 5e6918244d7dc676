-- member.DuplicateRepository. Two members who may be one person, and what somebody thought of it.
create table member_duplicate (
  tenant_id uuid not null,
  id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  score int not null check (score between 1 and 100),
  reasons text[] not null,
  state text not null check (state in ('open', 'confirmed', 'dismissed')),
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, one_id, other_id),
  foreign key (tenant_id, one_id) references member (tenant_id, id),
  foreign key (tenant_id, other_id) references member (tenant_id, id),
  check (one_id < other_id),
  check ((state = 'open') = (decided_at is null))
);
call make_tenant_table('member_duplicate', 'select, insert');
grant update (state, decided_at) on member_duplicate to shuke_app;
create index member_duplicate_open on member_duplicate (tenant_id, id) where state = 'open';

-- The search goes from birthday to birthday: names are sealed, so they are compared in memory, a few at a time.
create index member_birthday on member (tenant_id, birthday) where birthday is not null and name is not null;
