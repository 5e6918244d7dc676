-- rfm.RfmRepository. A tier can depend on more than scores, and what a member was before is told: so it is stored. Who
-- was scored before this has no tier until the next time, and that is at once.
alter table member_rfm
  add column score smallint check (score between 20 and 100), -- the three by the weights of the member's stage
  add column tier text collate "C";

-- Where everybody is on the way from entering to staying; no row when no stage of the settings fits.
create table member_stage (
  tenant_id uuid not null,
  member_id uuid not null,
  stage text collate "C" not null,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references member_metric (tenant_id, member_id) on delete cascade
);
call make_tenant_table('member_stage', 'select, insert, update, delete');

-- Every change of a tier or a stage. It stays with the member to whom it happened, whoever is merged into whom.
create table member_transition (
  tenant_id uuid not null,
  kind text not null check (kind in ('tier', 'stage')),
  member_id uuid not null,
  at timestamptz not null, -- when members were scored
  before text collate "C", -- null: none
  after text collate "C",
  primary key (tenant_id, kind, member_id, at),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  check (before is distinct from after)
);
call make_tenant_table('member_transition', 'select, insert, delete');

-- rfm.RefreshRepository. When members are scored next without being asked; no row: never, or nobody was scored yet.
create table rfm_refresh (
  tenant_id uuid not null references tenant,
  run_at timestamptz not null,
  primary key (tenant_id)
);
call make_tenant_table('rfm_refresh', 'select, insert, update, delete');

insert into rfm_refresh (tenant_id, run_at) select tenant_id, now() from rfm where computed_at is not null;
insert into jobs.due (tenant_id, id, kind, ref, at) select tenant_id, uuidv7(), 'rfm.refresh', '', now() from rfm_refresh;
