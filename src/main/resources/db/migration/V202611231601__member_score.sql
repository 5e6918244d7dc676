-- score.MemberScoreRepository. What is foretold of everybody who has bought, by the models that were in use then. It
-- goes with the numbers it was made of: when a member is merged into another, or erased.
create table member_score (
  tenant_id uuid not null,
  member_id uuid not null,
  computed_at timestamptz not null,
  clv_version int, -- of score_model; null, as the figures: none was in use
  clv bigint, -- of twelve months, minor units
  clv_low bigint,
  clv_high bigint,
  churn_version int,
  churn float8 check (churn between 0 and 1),
  churn_factors real[], -- log-odds, in the order of the model's features
  next_purchase_version int,
  next_purchase_on date,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references member_metric (tenant_id, member_id) on delete cascade,
  check ((clv_version is null) = (clv is null) and (clv_version is null) = (clv_low is null)
    and (clv_version is null) = (clv_high is null)),
  check ((churn_version is null) = (churn is null) and (churn_version is null) = (churn_factors is null)),
  check ((next_purchase_version is null) = (next_purchase_on is null))
);
call make_tenant_table('member_score', 'select, insert, update, delete');
