package dev.shuke.tenant;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Deletes rows of a tenant that is gone, whatever the tables, which it asks PostgreSQL for. Each statement is sent as
 * the role shuke_eraser; db/migration/V202611221162__tenant_departure.sql tells why.
 */
@ApplicationScoped
class DepartureRepository {
    private static final int BATCH = 2_000;

    private static final String TABLES = """
            select c.oid::regclass::text as name, string_agg(quote_ident(a.attname), ', ' order by k.place) as key
            from pg_class c
            join pg_index i on i.indrelid = c.oid and i.indisprimary
            cross join unnest(i.indkey) with ordinality k(attribute, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attribute
            where c.relkind in ('r', 'p') and has_table_privilege('shuke_eraser', c.oid, 'delete')
              and $1::uuid is not null
            group by c.oid
            """;
    private static final String REFERENCES = """
            select distinct conrelid::regclass::text as child, confrelid::regclass::text as parent
            from pg_constraint where contype = 'f' and conrelid <> confrelid and $1::uuid is not null
            """;
    private static final String AS_ERASER = """
            select set_config('role', 'shuke_eraser', true) where $1::uuid is not null
            """;
    private static final String BATCH_OF = """
            delete from %1$s where tenant_id = $1
              and (%2$s) <= (select %2$s from %1$s where tenant_id = $1 order by %2$s offset %3$d limit 1)
            """;
    private static final String REST_OF = """
            delete from %1$s where tenant_id = $1
            """;

    /**
     * A table with rows of tenants.
     *
     * @param key the columns of its primary key
     */
    record Table(String name, String key) {}

    /** A foreign key, by the names of the tables. */
    record Reference(String child, String parent) {}

    /** In no order. */
    Uni<List<Table>> tables(Tx tx) {
        return tx.list(TABLES, row -> new Table(row.getString("name"), row.getString("key")));
    }

    Uni<List<Reference>> references(Tx tx) {
        return tx.list(REFERENCES, row -> new Reference(row.getString("child"), row.getString("parent")));
    }

    /** Some rows; 0 when hardly any are left, which {@link #deleteRest} takes. */
    Uni<Integer> deleteSome(Tx tx, Table table) {
        return asEraser(tx, BATCH_OF.formatted(table.name(), table.key(), BATCH - 1));
    }

    Uni<Integer> deleteRest(Tx tx, Table table) {
        return asEraser(tx, REST_OF.formatted(table.name()));
    }

    private static Uni<Integer> asEraser(Tx tx, String delete) {
        return tx.first(AS_ERASER, Row::size).chain(() -> tx.update(delete));
    }
}
