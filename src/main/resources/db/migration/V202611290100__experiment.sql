-- experiment.SettingRepository. What is one and the same for all experiments of a tenant; no row: there are none.
create table experiment_setting (
  tenant_id uuid not null references tenant,
  salt text collate "C" not null, -- of the holdout, drawn once and for ever
  holdout int not null check (holdout between 0 and 5000), -- buckets of 10,000 kept out of everything
  generation bigint not null, -- one more with each change of an experiment: who remembers them asks whether they are the same
  updated_at timestamptz not null,
  primary key (tenant_id)
);
call make_tenant_table('experiment_setting', 'select, insert, update');

-- Experiments of one layer never meet in one unit. The salt is drawn once and for ever.
create table experiment_layer (
  tenant_id uuid not null references tenant,
  key text collate "C" not null,
  salt text collate "C" not null,
  created_at timestamptz not null,
  primary key (tenant_id, key)
);
call make_tenant_table('experiment_layer', 'select, insert');

-- What is asked at each assignment stands in columns and in the definition as it is now.
create table experiment (
  tenant_id uuid not null references tenant,
  id uuid not null,
  key text collate "C" not null,
  state text not null check (state in ('draft', 'running', 'paused', 'stopped', 'archived')),
  unit text not null check (unit in ('member', 'device', 'store')),
  purpose text collate "C" not null,
  layer text collate "C",
  segment_id uuid, -- whose members are the audience; null: everybody
  definition jsonb not null, -- ExperimentRequest, as it was checked
  salt text collate "C" not null, -- drawn when it was created; of a store experiment it is the draw's seed too
  ranges jsonb not null default '[]', -- of the layer's buckets, in the order in which they were taken
  version int not null, -- of the definition, from 1
  started_at timestamptz, -- the first time
  stopped_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, key),
  foreign key (tenant_id, layer) references experiment_layer (tenant_id, key),
  foreign key (tenant_id, segment_id) references segment (tenant_id, id),
  check (started_at is not null or state in ('draft', 'archived')),
  check (stopped_at is null or state in ('stopped', 'archived'))
);
call make_tenant_table('experiment', 'select, insert, update, delete');
create index experiment_segment on experiment (tenant_id, segment_id);

-- What was changed, when and by whom. Never changed itself.
create table experiment_version (
  tenant_id uuid not null,
  experiment_id uuid not null,
  version int not null,
  definition jsonb not null,
  changed_by text not null, -- the subject of a member of staff or of an app
  at timestamptz not null,
  primary key (tenant_id, experiment_id, version),
  foreign key (tenant_id, experiment_id) references experiment (tenant_id, id) on delete cascade
);
call make_tenant_table('experiment_version', 'select, insert, delete');

-- experiment.ExposureRepository. Who has seen what first: from events of the type experiment.exposed, in the transaction
-- that takes them in. No foreign keys: it is as large as the members are many, and an experiment that has run is never
-- deleted.
create table experiment_exposure (
  tenant_id uuid not null,
  experiment_id uuid not null,
  member_id uuid not null,
  variant text collate "C" not null, -- the one seen first
  first_at timestamptz not null,
  mixed boolean not null default false, -- has seen another as well
  primary key (tenant_id, experiment_id, member_id)
);
call make_tenant_table('experiment_exposure', 'select, insert, update, delete');
create index experiment_exposure_of on experiment_exposure (tenant_id, member_id);

-- experiment.StoreDrawRepository. Which stores have which variant: drawn at the start from the experiment's salt.
create table experiment_store (
  tenant_id uuid not null,
  experiment_id uuid not null,
  store text collate "C" not null,
  variant text collate "C" not null,
  block int not null, -- stores that are compared with each other: the pair, or the stratum
  sales bigint not null, -- minor units, by which it was balanced
  assigned_at timestamptz not null,
  primary key (tenant_id, experiment_id, store),
  foreign key (tenant_id, experiment_id) references experiment (tenant_id, id),
  foreign key (tenant_id, store) references store (tenant_id, code)
);
call make_tenant_table('experiment_store', 'select, insert');
