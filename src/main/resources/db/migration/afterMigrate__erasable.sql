-- After every migration: each table with rows of tenants can be emptied of those of a tenant that is gone, new tables
-- too. See V202611221162__tenant_departure.sql.
do
$$
declare
  tenant_table regclass;
begin
  for tenant_table in
    select c.oid from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
      and c.relname <> 'tenant'
  loop
    if not exists (select from pg_policy where polrelid = tenant_table and polname = 'only_departed') then
      execute format('create policy only_departed on %s as restrictive for delete to shuke_eraser'
        ' using ((select app_departed()))', tenant_table);
    end if;
    execute format('grant delete, select (%s) on %s to shuke_eraser', (
        select string_agg(quote_ident(a.attname), ', ') from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = tenant_table and i.indisprimary
      ), tenant_table);
  end loop;
end
$$;
