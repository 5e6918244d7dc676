-- app.AppRepository: the machines that call for a merchant. Keycloak's clients follow this table.
create table app (
  tenant_id uuid not null references tenant,
  id uuid not null,
  client_id text not null, -- of its client in Keycloak
  subject text, -- Keycloak's id of the client's service account; null until it was learned
  secret bytea, -- sealed under the tenant's keys; null once Keycloak has it
  former_client_id text, -- of the client that a rotation put this one beside
  former_subject text,
  former_until timestamptz, -- when that one ends
  ended text[] not null, -- clients that Keycloak is to remove
  name text not null,
  scopes text[] not null,
  purposes text[] not null, -- what it may use data about members for
  enabled boolean not null,
  status text not null check (status in ('pending', 'active', 'removed')),
  version bigint not null, -- one more with each change that Keycloak is to follow
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('app', 'select, insert, update, delete');
create unique index app_name on app (tenant_id, name) where status <> 'removed';
