-- platform.audit.AuditRepository (writes) and audit.AuditLogRepository (reads). Who did what, never with which values.
create table audit_entry (
  tenant_id uuid not null references tenant,
  id uuid not null,
  at timestamptz not null,
  action text collate "C" not null check (action ~ '^[a-z_]+(\.[a-z_]+)*$' and length(action) <= 64),
  times int not null check (times > 0), -- refusals are counted by caller, route and minute
  actor text collate "C" not null, -- a token's sub, or "job": no personal data
  actor_kind text collate "C" not null check (actor_kind ~ '^[a-z]+$'),
  actor_roles text[] not null,
  about_kind text collate "C" not null,
  about_id text collate "C" not null,
  purpose text collate "C",
  reason text,
  fields text[] not null,
  request_id text,
  primary key (tenant_id, id)
);
call make_tenant_table('audit_entry', 'select, insert');
create index audit_entry_by_actor on audit_entry (tenant_id, actor, id);
create index audit_entry_by_about on audit_entry (tenant_id, about_id, id);
create index audit_entry_by_action on audit_entry (tenant_id, action, id);

-- What no seal holds yet: written and deleted with it. Whatever order transactions commit in, none is overlooked; and
-- who deletes a row here has hidden nothing, for an entry that stands in no seal is told by the log's verification.
create table audit_unsealed (
  tenant_id uuid not null references tenant,
  id uuid not null,
  primary key (tenant_id, id)
);
call make_tenant_table('audit_unsealed', 'select, insert, update, delete'); -- update: to lock

-- Platform administrators act on tenants and belong to none: what they did, and what was refused, is entered as the
-- platform, which cannot read it. Which tenants wait for a seal says nothing of anybody.
create policy platform_enters on audit_entry for insert to shuke_platform with check (true);
grant insert on audit_entry to shuke_platform;
create policy platform_directory on audit_unsealed to shuke_platform using (true) with check (true);
grant select, insert on audit_unsealed to shuke_platform;
