-- score.ScheduleRepository. When a tenant's members are scored and its models learned anew; no row: when somebody asks.
create table score_schedule (
  tenant_id uuid primary key references tenant,
  enabled boolean not null,
  hour int not null check (hour between 0 and 23), -- of the tenant's day
  train_on int not null check (train_on between 1 and 7), -- ISO 8601: 1 is Monday
  horizon_days int not null check (horizon_days between 30 and 90),
  run_at timestamptz not null
);
call make_tenant_table('score_schedule', 'select, insert, update');
