package dev.shuke.store;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Stores, by code. */
@ApplicationScoped
class StoreRepository {
    private static final String UPSERT = """
            insert into store (tenant_id, code, name, city, latitude, longitude, timezone, version, created_at, updated_at)
            select $1, s.code, s.name, s.city, s.latitude, s.longitude, s.timezone, 1, $8, $8
            from unnest($2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::text[])
              as s (code, name, city, latitude, longitude, timezone)
            on conflict (tenant_id, code) do update set name = excluded.name, city = excluded.city,
              latitude = excluded.latitude, longitude = excluded.longitude, timezone = excluded.timezone,
              version = store.version + 1, updated_at = excluded.updated_at
            returning *
            """;
    private static final String FIND = """
            select * from store where tenant_id = $1 and code = $2
            """;
    private static final String FIND_FOR_UPDATE = FIND + "for update";
    private static final String LIST = """
            select * from store where tenant_id = $1 and code > $2 order by code limit $3
            """;

    private static final String KNOWN = """
            select code from store where tenant_id = $1 and code = any($2)
            """;

    /** A store as it is now, and whether it was not there before. */
    record Written(StoreView store, boolean created) {}

    /** @param stores with different codes, in their order */
    Uni<List<Written>> upsert(Tx tx, List<StoreRequest> stores) {
        return tx.list(
                UPSERT,
                row -> new Written(read(row), row.getLong("version") == 1),
                texts(stores, StoreRequest::code),
                texts(stores, StoreRequest::name),
                texts(stores, StoreRequest::city),
                degrees(stores, StoreLocation::latitude),
                degrees(stores, StoreLocation::longitude),
                texts(
                        stores,
                        store -> store.timezone() == null
                                ? null
                                : store.timezone().name()),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** Null when the tenant has no such store. */
    Uni<StoreView> find(Tx tx, String code) {
        return tx.first(FIND, StoreRepository::read, code);
    }

    /** Those of the codes that a store has. */
    Uni<List<String>> known(Tx tx, Collection<String> codes) {
        return tx.list(KNOWN, row -> row.getString("code"), (Object) codes.toArray(String[]::new));
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<StoreView> findForUpdate(Tx tx, String code) {
        return tx.first(FIND_FOR_UPDATE, StoreRepository::read, code);
    }

    /** In the order of their codes. */
    Uni<List<StoreView>> list(Tx tx, String after, int limit) {
        return tx.list(LIST, StoreRepository::read, after, limit);
    }

    private static String[] texts(List<StoreRequest> stores, Function<StoreRequest, String> text) {
        return stores.stream().map(text).toArray(String[]::new);
    }

    private static Double[] degrees(List<StoreRequest> stores, Function<StoreLocation, Double> degree) {
        return stores.stream()
                .map(store -> store.location() == null ? null : degree.apply(store.location()))
                .toArray(Double[]::new);
    }

    private static StoreView read(Row row) {
        Double latitude = row.getDouble("latitude");
        return new StoreView(
                row.getString("code"),
                row.getString("name"),
                row.getString("city"),
                latitude == null ? null : new StoreLocation(latitude, row.getDouble("longitude")),
                row.getString("timezone"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
