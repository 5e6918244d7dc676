-- score.ModelRepository. What was learned of a tenant's members, and how it did when it was tried.
create table score_model (
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('clv', 'churn', 'next-purchase')),
  version int not null check (version > 0),
  status text not null check (status in ('in_use', 'refused', 'superseded')),
  reason text, -- why it was refused
  trained_at timestamptz not null,
  cut_off date not null, -- the day from whose beginning on it was tried: it learned of nothing later
  horizon_days int not null check (horizon_days > 0), -- for how many days
  members bigint not null check (members >= 0), -- of whom it learned
  parameters jsonb, -- null: nothing could be learned
  back_test jsonb, -- null likewise
  primary key (tenant_id, kind, version),
  check ((status = 'refused') = (reason is not null)),
  check (status = 'refused' or parameters is not null and back_test is not null)
);
call make_tenant_table('score_model', 'select, insert');
grant update (status) on score_model to shuke_app;
create unique index score_model_in_use on score_model (tenant_id, kind) where status = 'in_use';
