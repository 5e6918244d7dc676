-- retention.PurposeRuleRepository. What is kept for a purpose, and for how long after a member allows it no more.
create table retention_purpose_rule (
  tenant_id uuid not null references tenant,
  purpose text collate "C" not null,
  days int not null check (days between 0 and 36500),
  action text not null check (action in ('anonymise', 'delete')),
  event_types text[] not null,
  attributes text[] not null, -- keys
  primary key (tenant_id, purpose)
);
call make_tenant_table('retention_purpose_rule', 'select, insert, delete');

create table retention_purpose_count (
  tenant_id uuid not null,
  run_id uuid not null,
  purpose text collate "C" not null,
  events bigint not null,
  members bigint not null, -- of whom attributes were removed
  primary key (tenant_id, run_id, purpose),
  foreign key (tenant_id, run_id) references retention_run (tenant_id, id)
);
call make_tenant_table('retention_purpose_count', 'select, insert, update');

-- retention.EndedPurposeRepository. Small: of those who still allow it, only whose consent ends by itself.
create index consent_state_ended on consent_state (tenant_id, purpose, member_id)
  where action <> 'given' or until is not null;
