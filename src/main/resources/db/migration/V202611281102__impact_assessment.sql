-- assessment.AssessmentRepository. Assessments of what processing does to people: never changed, never deleted.
create table impact_assessment (
  tenant_id uuid not null references tenant,
  id uuid not null,
  name text not null,
  occasions text[] not null, -- PIPL article 55
  purposes text[] not null,
  processing text not null,
  necessity text not null,
  risks text not null,
  risk_level text not null check (risk_level in ('low', 'medium', 'high')),
  measures text not null,
  review_due_on date not null,
  replaces uuid, -- no foreign key: a tenant's rows go in any order; one earlier, and only once
  assessed_by text not null, -- the subject of a token
  assessed_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('impact_assessment', 'select, insert');
create unique index impact_assessment_replaces on impact_assessment (tenant_id, replaces) where replaces is not null;
