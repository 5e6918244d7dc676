-- consent.LedgerRepository. What each member has allowed, refused and taken back: rows are only added, and each hashes the
-- one before it. Nothing in a row names a person; of an erased member they stay, under an id that leads to nobody.
create table consent_event (
  tenant_id uuid not null,
  member_id uuid not null,
  seq int not null, -- of the member, from 1 without gaps
  id uuid not null,
  purpose text collate "C" not null,
  action text not null check (action in ('given', 'refused', 'withdrawn', 'expired', 'invalidated')),
  notice_version_id uuid,
  method text collate "C" not null,
  collection_point text collate "C",
  actor text not null, -- a subject, or `member`
  guardian text check (guardian in ('parent', 'guardian')),
  evidence bytea check (length(evidence) = 32), -- sha256 of what proves it, which is kept elsewhere
  -- Whose row was taken over when that member was merged into this one; counts as long as it is.
  origin_member_id uuid,
  until timestamptz, -- a consent holds so long; null: until it is withdrawn
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  hash bytea not null check (length(hash) = 32), -- sha256 over this row and the hash of the one before
  primary key (tenant_id, member_id, seq),
  unique (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  foreign key (tenant_id, purpose) references purpose (tenant_id, key),
  foreign key (tenant_id, notice_version_id) references notice_version (tenant_id, id)
);
call make_tenant_table('consent_event', 'select, insert');
create index consent_event_purpose on consent_event (tenant_id, member_id, purpose, occurred_at);

-- consent.StateRepository. What the ledger comes to, of those who have metrics; can be made anew from it.
create table consent_state (
  tenant_id uuid not null,
  member_id uuid not null,
  purpose text collate "C" not null,
  action text not null check (action in ('given', 'refused', 'withdrawn', 'expired', 'invalidated')),
  event_id uuid not null,
  notice_version_id uuid,
  until timestamptz,
  occurred_at timestamptz not null,
  primary key (tenant_id, member_id, purpose),
  foreign key (tenant_id, member_id) references member_metric (tenant_id, member_id) on delete cascade
);
call make_tenant_table('consent_state', 'select, insert, update, delete');
