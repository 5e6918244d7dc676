-- segment.MembershipRepository, segment.MembershipStateRepository. Who is in a dynamic segment by its rule alone: whether
-- somebody may be used for the segment's purpose is asked at each read. No foreign keys from the large ones to segment:
-- whoever deletes a segment locks its state first, deletes what hangs on it, and whoever writes these holds that lock.
create table segment_state (
  tenant_id uuid not null,
  segment_id uuid not null,
  version int not null, -- the segment's
  state text not null check (state in ('building', 'ready', 'stale', 'failed')),
  since timestamptz not null,
  reason text check (reason in ('rule_invalid', 'too_slow', 'internal')),
  filled int, -- the version whose members are stored; null: none yet
  seq bigint not null default 0, -- of the latest change
  checked_to timestamptz not null, -- whom time alone moves until then has been looked at
  computed_at timestamptz, -- when everybody was looked at; null: is to be, for many may be wrong
  fill_at timestamptz not null, -- when everybody is to be looked at again
  drift bigint not null default 0, -- members whom looking at everybody has found to be wrong, so far
  primary key (tenant_id, segment_id),
  foreign key (tenant_id, segment_id, version) references segment_version (tenant_id, segment_id, version)
    on delete cascade,
  check ((reason is null) = (state in ('building', 'ready')))
);
call make_tenant_table('segment_state', 'select, insert, update, delete');

create table segment_membership (
  tenant_id uuid not null,
  segment_id uuid not null,
  member_id uuid not null,
  primary key (tenant_id, segment_id, member_id)
);
call make_tenant_table('segment_membership', 'select, insert, delete');

-- Who entered and who left, in the transaction that changed it. seq has no gap and is given under the lock of the
-- segment's state: who reads behind the last seq it knows misses nothing, whatever order transactions commit in.
create table segment_change (
  tenant_id uuid not null,
  segment_id uuid not null,
  seq bigint not null,
  version int not null,
  member_id uuid not null,
  entered boolean not null, -- false: left
  at timestamptz not null,
  primary key (tenant_id, segment_id, seq)
);
call make_tenant_table('segment_change', 'select, insert, delete');
create index segment_change_of on segment_change (tenant_id, member_id, at);

-- How many were in it whenever everybody was looked at.
create table segment_count (
  tenant_id uuid not null,
  segment_id uuid not null,
  at timestamptz not null,
  version int not null,
  members bigint not null,
  primary key (tenant_id, segment_id, at)
);
call make_tenant_table('segment_count', 'select, insert, delete');

-- When a tenant's segments are looked at next for what time alone brings; no row: it has no dynamic ones.
create table segment_sweep (
  tenant_id uuid not null references tenant,
  run_at timestamptz not null,
  primary key (tenant_id)
);
call make_tenant_table('segment_sweep', 'select, insert, update, delete');

-- Those that are there: evaluated at each read, as before, until they are filled.
insert into segment_state (tenant_id, segment_id, version, state, since, checked_to, fill_at)
select tenant_id, id, version, 'building', now(), now(), now() from segment where kind = 'dynamic';
insert into segment_sweep select distinct tenant_id, now() from segment where kind = 'dynamic';
insert into jobs.due (tenant_id, id, kind, ref, at)
select tenant_id, uuidv7(), 'segment.fill', id::text, now() from segment where kind = 'dynamic';
insert into jobs.due (tenant_id, id, kind, ref, at) select tenant_id, uuidv7(), 'segment.sweep', '', now() from segment_sweep;
