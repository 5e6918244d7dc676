package dev.shuke;

import dev.shuke.testing.TestTenant;
import java.util.List;

/** Everything that was stored of a tenant at a moment, its wrapped keys too, as a backup has it. */
final class OlderCopy implements AutoCloseable {
    private final TestTenant tenant;

    OlderCopy(TestTenant tenant) {
        this.tenant = tenant;
        tenant.sql("create schema older");
        tables(tenant)
                .forEach(table ->
                        tenant.sql("create table older." + table + " as select * from public." + table + " where %T"));
    }

    /** Where rows of tenants are. */
    static List<String> tables(TestTenant tenant) {
        return tenant.sql(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'"
                        + " where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'tenant'");
    }

    /** As from a dump: foreign keys and triggers do not matter. */
    void restore() {
        String all = "set session_replication_role = replica;";
        for (String table : tables(tenant)) {
            all += "delete from public.%1$s where %%T; insert into public.%1$s (%2$s) select %2$s from older.%1$s;"
                    .formatted(table, columns(table));
        }
        tenant.sql(all);
    }

    /** All but the generated ones, which are made again. */
    private String columns(String table) {
        return tenant.sql("select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = 'public."
                        + table + "'::regclass and attnum > 0 and not attisdropped and attgenerated = ''")
                .getFirst();
    }

    @Override
    public void close() {
        tenant.sql("drop schema older cascade");
    }
}
