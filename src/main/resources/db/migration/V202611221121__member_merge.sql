-- member.MergeRepository: who was merged into whom, and whose every identity and event was before.
alter table member
  add column merged_into uuid, -- who the member is now, however many merges lie between; null: itself
  add column filled jsonb; -- null: nobody is merged into the member; else which of its values came from which of them
create index member_merged on member (tenant_id, merged_into) where merged_into is not null;

create table member_merge (
  tenant_id uuid not null,
  id uuid not null,
  into_id uuid not null, -- may have been merged itself since
  from_id uuid not null,
  cause text not null check (cause in ('request', 'policy', 'duplicate')),
  -- of the merged member's member_metric, which is gone until the merge is undone
  consent_mask bigint not null,
  consent_until timestamptz,
  restricted boolean not null,
  created_at timestamptz not null,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, into_id) references member (tenant_id, id),
  foreign key (tenant_id, from_id) references member (tenant_id, id),
  check (into_id <> from_id)
);
call make_tenant_table('member_merge', 'select, insert');
grant update (undone_at) on member_merge to shuke_app;
create unique index member_merge_stands on member_merge (tenant_id, from_id) where undone_at is null;

-- Whom a row came to first, by the identity that it came by; null: to its member. Once set, it is never another's, and
-- it says under whose key the row is sealed.
alter table member_identity add column origin_member_id uuid;
grant update (member_id, origin_member_id) on member_identity to shuke_app;
alter table event add column origin_member_id uuid;
grant update (member_id, origin_member_id) on event to shuke_app;

-- A merged member has no metrics, so no query about members finds it.
grant delete on member_metric to shuke_app;
