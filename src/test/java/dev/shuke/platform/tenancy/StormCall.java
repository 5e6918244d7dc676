package dev.shuke.platform.tenancy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** One call of a {@link PoolStorm}: writes or reads as its tenant, and fails in the way of its kind. */
record StormCall(Kind kind, CallContext context, StormLedger ledger, UUID row) {
    static final String READ = "select tenant_id from segment where $1::uuid is not null";
    static final String WRITE = """
            insert into segment (tenant_id, id, key, name, purpose, kind, version, created_at, updated_at)
            values ($1, $2, 'k' || $2::uuid, 'Storm', 'service', 'dynamic', 1, now(), now())
            """;
    private static final String DIVIDE = "select 1 / (length($1::uuid::text) - 36)";
    private static final String SLEEP = "select pg_sleep(0.03) from (select $1::uuid) t";

    StormCall(Kind kind, CallContext context, StormLedger ledger) {
        this(kind, context, ledger, Ids.next());
    }

    /** What the caller is told. Whichever it is, it must be true. */
    enum End {
        SUCCESS,
        FAILURE,
        EITHER
    }

    /** How a call goes. */
    enum Kind {
        READS(End.SUCCESS),
        READS_ALONE(End.SUCCESS),
        WRITES(End.SUCCESS),
        WRITES_IN_ONE_FLIGHT(End.SUCCESS),
        WRITES_WHERE_ONE_READS(End.FAILURE),
        READS_TWICE_WHERE_ONE_READS_ONCE(End.FAILURE),
        SQL_FAILS_ALONE(End.FAILURE),
        TENANT_IS_REFUSED_ALONE(End.FAILURE),
        NAMES_NO_TENANT_ALONE(End.FAILURE),
        SQL_FAILS(End.FAILURE),
        RECOVERS_FROM_SQL(End.FAILURE),
        ONE_OF_TWO_FAILS(End.FAILURE),
        THROWS(End.FAILURE),
        WORK_FAILS(End.FAILURE),
        GIVES_UP_WAITING(End.EITHER),
        TENANT_IS_REFUSED(End.FAILURE),
        NAMES_NO_TENANT(End.FAILURE),
        CANCELLED(End.EITHER),
        KEEPS_THE_TRANSACTION(End.SUCCESS);

        private static final Set<Kind> ALONE = EnumSet.of(
                READS_ALONE,
                WRITES_WHERE_ONE_READS,
                READS_TWICE_WHERE_ONE_READS_ONCE,
                SQL_FAILS_ALONE,
                TENANT_IS_REFUSED_ALONE,
                NAMES_NO_TENANT_ALONE);

        private final End end;

        Kind(End end) {
            this.end = end;
        }

        boolean mayEnd(End told) {
            return end == End.EITHER || end == told;
        }

        /** Whether it goes by {@link TenantDb#read}. */
        boolean alone() {
            return ALONE.contains(this);
        }

        boolean writes() {
            return this != READS && !alone();
        }

        /** Half of the calls are sound, the rest is spread over the ways to fail. */
        static Kind drawn(Random random) {
            return random.nextBoolean() ? values()[random.nextInt(4)] : values()[random.nextInt(values().length)];
        }

        CallContext context(CallContext of) {
            return switch (this) {
                case NAMES_NO_TENANT, NAMES_NO_TENANT_ALONE -> null;
                case TENANT_IS_REFUSED, TENANT_IS_REFUSED_ALONE ->
                    new CallContext(
                            new Tenant(
                                    null,
                                    "none",
                                    of.tenant().zone(),
                                    of.tenant().currency()),
                            of.caller());
                default -> of;
            };
        }
    }

    UUID tenant() {
        return context == null ? null : context.tenant().id();
    }

    Uni<List<UUID>> on(TenantDb db) {
        return Uni.createFrom().deferred(() -> kind.alone() ? db.read(this::work) : db.inTransaction(this::work));
    }

    private Uni<List<UUID>> work(Tx tx) {
        return switch (kind) {
            case READS,
                    READS_ALONE,
                    TENANT_IS_REFUSED,
                    TENANT_IS_REFUSED_ALONE,
                    NAMES_NO_TENANT,
                    NAMES_NO_TENANT_ALONE -> read(tx);
            case WRITES_WHERE_ONE_READS -> write(tx).replaceWith(List.of());
            case READS_TWICE_WHERE_ONE_READS_ONCE -> read(tx).chain(() -> read(tx));
            case SQL_FAILS_ALONE -> divide(tx).replaceWith(List.of());
            case WRITES, CANCELLED -> write(tx).chain(() -> read(tx));
            case WRITES_IN_ONE_FLIGHT ->
                Uni.combine().all().unis(write(tx), read(tx)).with((written, seen) -> seen);
            case SQL_FAILS -> write(tx).chain(() -> divide(tx)).chain(() -> read(tx));
            case RECOVERS_FROM_SQL ->
                write(tx).chain(() -> divide(tx)).onFailure().recoverWithItem(1).replaceWith(List.of());
            case ONE_OF_TWO_FAILS ->
                Uni.combine().all().unis(divide(tx), write(tx), read(tx)).with((a, b, seen) -> seen);
            case THROWS -> throw new StormFailure();
            case WORK_FAILS -> write(tx).chain(() -> Uni.createFrom().failure(new StormFailure()));
            case GIVES_UP_WAITING ->
                write(tx)
                        .chain(() -> tx.update(SLEEP))
                        .ifNoItem()
                        .after(Duration.ofMillis(3))
                        .failWith(StormFailure::new)
                        .chain(() -> read(tx));
            case KEEPS_THE_TRANSACTION ->
                write(tx).invoke(() -> ledger.keep(this, tx)).chain(() -> read(tx));
        };
    }

    private Uni<List<UUID>> read(Tx tx) {
        return tx.list(READ, found -> found.getUUID("tenant_id"));
    }

    private Uni<Integer> write(Tx tx) {
        return tx.update(WRITE, row);
    }

    private static Uni<Integer> divide(Tx tx) {
        return tx.update(DIVIDE);
    }

    void succeeded(List<UUID> seen) {
        ledger.succeeded(this, seen);
    }

    void failed(Throwable failure) {
        ledger.failed(this, failure);
    }

    /** Of the work itself, not of the database. */
    static final class StormFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
