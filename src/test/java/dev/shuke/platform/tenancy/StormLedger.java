package dev.shuke.platform.tenancy;

import dev.shuke.platform.tenancy.StormCall.End;
import dev.shuke.platform.tenancy.StormCall.Kind;
import dev.shuke.testing.TestTenant;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the calls were told, to be compared with what the database holds. */
final class StormLedger {
    private static final int SEEDS = 3;

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Map<UUID, StormCall> acknowledged = new ConcurrentHashMap<>();
    private final Map<UUID, StormCall> refused = new ConcurrentHashMap<>();
    private final Map<UUID, Tx> kept = new ConcurrentHashMap<>();
    private final Map<Kind, AtomicInteger> outcomes = new EnumMap<>(Kind.class);
    private final AtomicInteger cut = new AtomicInteger();
    private volatile boolean kills;

    StormLedger() {
        for (Kind kind : Kind.values()) {
            outcomes.put(kind, new AtomicInteger());
        }
    }

    /** How many calls of each kind ended; for the cancelled ones, how many were told their end all the same. */
    Map<Kind, AtomicInteger> outcomes() {
        return outcomes;
    }

    /** How many calls failed because their connection was killed. */
    int cut() {
        return cut.get();
    }

    void seed(CallContext call) {
        for (int i = 0; i < SEEDS; i++) {
            UUID row = Ids.next();
            superuser(StormCall.WRITE
                    .replace("$2", "'" + row + "'")
                    .replace("$1", "'" + call.tenant().id() + "'"));
        }
    }

    /** Cuts every connection of the pool. */
    void kill(String application) {
        kills = true;
        superuser("select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + application
                + "'");
    }

    /** Of a transaction that has ended nothing may be had: called before its end, asked a while after it. */
    void keep(StormCall call, Tx tx) {
        kept.put(call.row(), tx);
    }

    private void ask(Tx tx) {
        io.vertx.core.Vertx.currentContext()
                .owner()
                .setTimer(
                        100,
                        later -> tx.list(StormCall.READ, row -> row)
                                .subscribe()
                                .with(rows -> violations.add("a transaction that had ended answered"), expected -> {}));
    }

    void succeeded(StormCall call, List<UUID> seen) {
        outcomes.get(call.kind()).incrementAndGet();
        if (!call.kind().mayEnd(End.SUCCESS)) {
            violations.add(call.kind() + " ended with success");
            return;
        }
        if (seen.size() < SEEDS) {
            violations.add(call.kind() + " missed rows of its own tenant");
        }
        seen.stream()
                .filter(owner -> !owner.equals(call.tenant()))
                .forEach(owner -> violations.add(call.kind() + " saw a row of another tenant"));
        acknowledged.put(call.row(), call);
        if (kept.containsKey(call.row())) {
            ask(kept.remove(call.row()));
        }
    }

    void failed(StormCall call, Throwable failure) {
        outcomes.get(call.kind()).incrementAndGet();
        if (kills && isCut(failure)) {
            cut.incrementAndGet(); // whether its COMMIT arrived, nobody knows
            return;
        }
        if (!call.kind().mayEnd(End.FAILURE)) {
            violations.add(call.kind() + " failed: " + failure);
        }
        refused.put(call.row(), call);
    }

    static boolean isCut(Throwable failure) {
        return failure instanceof ClosedConnectionException
                || failure instanceof PgException refused && "57P01".equals(refused.getSqlState())
                || failure instanceof IOException
                || String.valueOf(failure.getMessage()).contains("Connection is not active");
    }

    List<String> verdict(LoanInspector inspector, String exhausted) {
        List<String> all = new ArrayList<>(violations);
        all.addAll(inspector.violations());
        if (exhausted != null) {
            all.add(exhausted);
        }
        Map<UUID, UUID> owners = owners();
        acknowledged.forEach((row, call) -> {
            if (call.kind().writes() && !call.tenant().equals(owners.get(row))) {
                all.add(call.kind() + " was told of success and its row is not there");
            }
        });
        refused.forEach((row, call) -> {
            if (owners.containsKey(row)) {
                all.add(call.kind() + " was told of failure and its row is there");
            }
        });
        return all.stream().distinct().toList();
    }

    private static Map<UUID, UUID> owners() {
        Map<UUID, UUID> owners = new HashMap<>();
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement all = superuser.prepareStatement("select id, tenant_id from segment");
                ResultSet rows = all.executeQuery()) {
            while (rows.next()) {
                owners.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
            }
            return owners;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void superuser(String sql) {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement statement = superuser.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
