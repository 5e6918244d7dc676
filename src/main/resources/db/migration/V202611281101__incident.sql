-- incident.IncidentRepository. Incidents with personal data. Nothing is deleted.
create table incident (
  tenant_id uuid not null references tenant,
  id uuid not null,
  kind text not null check (kind in ('leak', 'tampering', 'loss')),
  state text not null check (state in ('open', 'contained', 'notified', 'closed')),
  groups text[] not null, -- field groups
  description text not null,
  consequences text,
  advice text,
  occurred_from timestamptz,
  occurred_until timestamptz,
  discovered_at timestamptz not null,
  affected bigint not null default 0, -- rows of incident_member
  recorded_by text not null, -- the subject of a token
  recorded_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('incident', 'select, insert');
grant update (state, affected) on incident to shuke_app;

create table incident_step (
  tenant_id uuid not null,
  incident_id uuid not null,
  id uuid not null,
  step text not null check (step in ('contained', 'authority_notified', 'members_notified', 'closed')),
  at timestamptz not null,
  note text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, incident_id, id),
  foreign key (tenant_id, incident_id) references incident (tenant_id, id)
);
call make_tenant_table('incident_step', 'select, insert');

-- incident.AffectedRepository. Ids alone: of one who is erased the row stays and leads to nobody.
create table incident_member (
  tenant_id uuid not null,
  incident_id uuid not null,
  member_id uuid not null, -- who it was then
  by text not null check (by in ('id', 'segment', 'audit_log')),
  added_at timestamptz not null,
  primary key (tenant_id, incident_id, member_id),
  foreign key (tenant_id, incident_id) references incident (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);
call make_tenant_table('incident_member', 'select, insert');
create index incident_member_of on incident_member (tenant_id, member_id);
