package dev.shuke.experiment;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The layers of a tenant. One is there as soon as an experiment names it. */
@ApplicationScoped
class LayerRepository {
    private static final String ENSURE = """
            insert into experiment_layer (tenant_id, key, salt, created_at) values ($1, $2, $3, $4) on conflict do nothing
            """;
    private static final String FIND = """
            select l.salt, coalesce((
                select jsonb_agg(r.range) from experiment e cross join lateral jsonb_array_elements(e.ranges) r(range)
                where e.tenant_id = $1 and e.layer = l.key and e.id <> $3 and e.state in ('running', 'paused')), '[]') as taken
            from experiment_layer l where l.tenant_id = $1 and l.key = $2
            """;

    Uni<Integer> ensure(Tx tx, String key) {
        return tx.update(ENSURE, key, Salt.drawn(), Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** With what experiments have taken that are not over, except one. */
    Uni<Layer> find(Tx tx, String key, UUID except) {
        return tx.first(FIND, row -> new Layer(row.getString("salt"), ranges(row.getJsonArray("taken"))), key, except);
    }

    static List<BucketRange> ranges(JsonArray stored) {
        return stored.stream()
                .map(JsonObject.class::cast)
                .map(range -> new BucketRange(range.getInteger("from"), range.getInteger("to")))
                .toList();
    }

    static JsonArray stored(List<BucketRange> ranges) {
        JsonArray stored = new JsonArray();
        ranges.forEach(
                range -> stored.add(new JsonObject().put("from", range.from()).put("to", range.to())));
        return stored;
    }
}
