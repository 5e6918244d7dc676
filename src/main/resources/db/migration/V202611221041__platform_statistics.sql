-- platform.tenancy: what the planner takes for granted of a table that was never analysed. It would believe that naming
-- the tenant finds about one row, so that every index that begins with tenant_id is as good as any other, and keep such
-- plans: the check of event_item's foreign key read all of the tenant's events for each item. One tenant is the safe
-- guess; the first ANALYZE replaces it.
create procedure assume_one_tenant(name regclass)
  language plpgsql
as $$
begin
  perform pg_restore_attribute_stats(
    'schemaname', n.nspname::text, 'relname', c.relname::text, 'attname', 'tenant_id'::text, 'inherited', false,
    'version', current_setting('server_version_num')::int,
    'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.oid = name;
end
$$;
revoke all on procedure assume_one_tenant(regclass) from public;

-- As before, and with that guess.
create or replace procedure make_tenant_table(name regclass, privileges text)
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
  call assume_one_tenant(name);
end
$$;

do $$
declare
  name regclass;
begin
  for name in
    select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.reltuples < 0 -- never analysed
  loop
    call assume_one_tenant(name);
  end loop;
end
$$;
