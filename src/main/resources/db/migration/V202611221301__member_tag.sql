-- tag.MemberTagRepository, tag.SweepRepository. What members are called, by whom, and until when. A member has at most one
-- tag for a slot: the tag's own key, or that of the exclusive group that it is in. Somebody who has others merged into him
-- can have a row for each of them: of those that have not expired the one of the highest rank counts, of equal ones the
-- newest. So a merge and its undoing move rows and change nothing in them.
create table member_tag (
  tenant_id uuid not null,
  member_id uuid not null,
  slot text collate "C" not null,
  origin_member_id uuid not null, -- to whom it was written: the member itself, or somebody merged into it since
  tag text collate "C" not null,
  value jsonb, -- a text or a number
  removed boolean not null, -- the member has it not, and nobody worse may say so
  source text not null check (source in ('model', 'rule', 'system', 'import', 'manual')),
  rank int not null, -- of the source, the better the higher
  confidence double precision check (confidence > 0 and confidence <= 1),
  written_by text not null,
  written_at timestamptz not null,
  expires_at timestamptz,
  primary key (tenant_id, member_id, slot, origin_member_id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  foreign key (tenant_id, tag) references tag (tenant_id, key)
);
call make_tenant_table('member_tag', 'select, insert, update, delete');
create index member_tag_tag on member_tag (tenant_id, tag, member_id);
create index member_tag_expiry on member_tag (tenant_id, expires_at) where expires_at is not null;

-- Only ever added to, but for an erasure. It stays with the member to whom it happened, whoever is merged into whom.
create table member_tag_history (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  tag text collate "C" not null,
  action text not null check (action in ('given', 'removed', 'expired')),
  value jsonb,
  source text not null,
  confidence double precision,
  written_by text not null,
  at timestamptz not null,
  expires_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  foreign key (tenant_id, tag) references tag (tenant_id, key)
);
call make_tenant_table('member_tag_history', 'select, insert, delete');
create index member_tag_history_member on member_tag_history (tenant_id, member_id, id);

-- When a tenant's expired tags are looked for next; no row when none of its tags has ever had an expiry.
create table tag_sweep (
  tenant_id uuid not null references tenant,
  run_at timestamptz not null,
  primary key (tenant_id)
);
call make_tenant_table('tag_sweep', 'select, insert, update');
