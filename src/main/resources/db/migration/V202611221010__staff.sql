-- staff.StaffRepository: who is staff, with which roles, at which stores. Keycloak follows this table.
create table staff (
  tenant_id uuid not null references tenant,
  id uuid not null,
  blind bytea not null check (length(blind) = 16), -- HMAC(tenant key, staff|address): one row an address
  email bytea not null, -- the address, sealed under the tenant's keys
  subject text, -- Keycloak's id of the account; null until it was learned
  roles text[] not null check (cardinality(roles) > 0),
  stores text[] not null, -- codes; of managers and associates alone
  status text not null check (status in ('pending', 'active', 'removed')),
  credential bytea, -- the one-time password of a new account, sealed, until it has been said
  version bigint not null, -- one more with each change that Keycloak is to follow
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
call make_tenant_table('staff', 'select, insert, update, delete');
create unique index staff_blind on staff (tenant_id, blind);
