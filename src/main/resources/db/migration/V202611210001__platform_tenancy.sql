-- platform.tenancy: how a transaction names its tenant, and the one shape of a tenant table.

-- The tenant of this transaction, or null. After a transaction the setting reads back as '', hence nullif.
create function app_tenant() returns uuid
  language sql stable parallel safe
as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

-- SET LOCAL, not set_config(): a distributed engine forwards only the former to its shards.
create function app_set_tenant(tenant uuid) returns void
  language plpgsql
as $$ begin execute format('set local app.tenant_id = %L', tenant); end $$;

revoke all on function app_tenant(), app_set_tenant(uuid) from public;
grant execute on function app_tenant() to shuke_app, shuke_platform, shuke_migrator;
grant execute on function app_set_tenant(uuid) to shuke_app;

-- Makes a freshly created table a tenant's: distributed by tenant_id where the engine can (nothing on plain
-- PostgreSQL), owned by the role that never logs in, row-level security enabled and forced, with the one policy
-- that the catalogue test accepts. Call it directly after CREATE TABLE, before indexes, parents first.
create procedure make_tenant_table(name regclass, privileges text)
  language plpgsql
as $$
begin
  if exists (select from pg_extension where extname = 'citus') then
    execute format('select create_distributed_table(%L, %L)', name, 'tenant_id');
  end if;
  execute format('alter table %s owner to shuke_owner', name);
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant_isolation on %s using (tenant_id = (select app_tenant()))'
    ' with check (tenant_id = (select app_tenant()))', name);
  execute format('grant %s on %s to shuke_app', privileges, name);
end
$$;
revoke all on procedure make_tenant_table(regclass, text) from public;
