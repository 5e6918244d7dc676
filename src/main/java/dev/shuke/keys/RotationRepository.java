package dev.shuke.keys;

import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.PlatformTx;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Rotations of tenants' keysets, and what is to be sealed anew in each. */
@ApplicationScoped
class RotationRepository {
    private static final String ASK = """
            insert into key_rotation (tenant_id, id, step, started_at, changed_at)
            select tenant_id, $2, 'asked', $3, $3 from tenant
            where tenant_id = $1 and status not in ('deleting', 'deleted')
            on conflict do nothing
            """;
    private static final String STATE = """
            select t.tenant_id, k.kek, r.* from tenant t
            left join tenant_key k on k.tenant_id = t.tenant_id
            left join lateral (select * from key_rotation r where r.tenant_id = t.tenant_id order by id desc limit 1) r
              on true
            where t.tenant_id = $1
            """;
    private static final String UNDER_WAY = """
            select * from key_rotation where tenant_id = $1 and step <> 'done' for update
            """;
    private static final String MOVE = """
            update key_rotation set step = $3, done = $4, total = $5, place = $6, changed_at = $7
            where tenant_id = $1 and id = $2
            """;
    private static final String COUNT = """
            select count(*) from %s where tenant_id = $1 and %s is not null
            """;
    private static final String BATCH = """
            select id, %2$s as sealed from %1$s where tenant_id = $1 and id > $2 and %2$s is not null
            order by id limit $3
            """;
    private static final String SEAL_ANEW = """
            update %1$s t set %2$s = n.sealed
            from unnest($2::uuid[], $3::bytea[], $4::bytea[]) n(id, before, sealed)
            where t.tenant_id = $1 and t.id = n.id and t.%2$s = n.before
            """;

    private final PlatformDb platform;

    RotationRepository(PlatformDb platform) {
        this.platform = platform;
    }

    /** A tenant's keys as the platform may see them. */
    record State(String version, Rotation last) {}

    /** A sealed value. */
    record SealedValue(UUID id, byte[] bytes) {}

    /** 0 when one is under way, or the tenant is none that there is. */
    Uni<Integer> ask(PlatformTx tx, UUID tenantId) {
        return tx.update(ASK, tenantId, Ids.next(), now());
    }

    /** Null when there is no such tenant. */
    Uni<State> state(UUID tenantId) {
        return platform.first(
                STATE, row -> new State(row.getString("kek"), row.getUUID("id") == null ? null : read(row)), tenantId);
    }

    /** Null when none is; nobody else moves it before this transaction ends. */
    Uni<Rotation> lockUnderWay(Tx tx) {
        return tx.first(UNDER_WAY, RotationRepository::read);
    }

    Uni<Void> move(Tx tx, Rotation to) {
        String place = to.column() == null ? null : to.column().name() + " " + to.after();
        return tx.update(MOVE, to.id(), to.step().key(), to.done(), to.total(), place, now())
                .replaceWithVoid();
    }

    Uni<Long> count(Tx tx, SealedColumn of) {
        return tx.first(COUNT.formatted(of.table(), of.column()), row -> row.getLong(0));
    }

    Uni<List<SealedValue>> list(Tx tx, SealedColumn of, UUID after, int limit) {
        return tx.list(
                BATCH.formatted(of.table(), of.column()),
                row -> new SealedValue(
                        row.getUUID("id"), row.getBuffer("sealed").getBytes()),
                after,
                limit);
    }

    /** Leaves alone what was changed or erased meanwhile. */
    Uni<Integer> replace(Tx tx, SealedColumn of, List<SealedValue> before, List<SealedValue> now) {
        return tx.update(
                SEAL_ANEW.formatted(of.table(), of.column()),
                before.stream().map(SealedValue::id).toArray(UUID[]::new),
                buffers(before),
                buffers(now));
    }

    private static Buffer[] buffers(List<SealedValue> values) {
        return values.stream().map(value -> Buffer.buffer(value.bytes())).toArray(Buffer[]::new);
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static Rotation read(Row row) {
        String place = row.getString("place");
        String[] parts = place == null ? null : place.split(" ");
        return new Rotation(
                row.getUUID("id"),
                RotationStep.named(row.getString("step")),
                row.getLong("done"),
                row.getLong("total"),
                place == null ? null : SealedColumn.valueOf(parts[0]),
                place == null ? null : UUID.fromString(parts[1]),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
