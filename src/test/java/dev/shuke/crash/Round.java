package dev.shuke.crash;

import dev.shuke.crash.Api.NoAnswer;
import dev.shuke.crash.Ledger.State;
import dev.shuke.localstack.KillableStack;
import dev.shuke.localstack.KillableStack.Part;
import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/**
 * Clients write as a tenant of their own; at a random moment a part is killed and started again; when the clients have
 * been served for a while more, what they were told is compared with what is there.
 */
final class Round {
    private static final int MOST_BEFORE = 500;
    private static final int SOONEST_BEFORE = 20;
    private static final int ENOUGH_TO_LOSE = 100;
    private static final int WHILE_AWAY = 30;
    private static final int AFTER = 60;
    private static final int SHOWN = 3;
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(1);
    private static final long PROBE_PAUSE = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long BACK_LIMIT = TimeUnit.MINUTES.toNanos(2);

    private final KillableStack stack;
    private final Part part;
    private final int number;
    private final Random random;
    private final long seed;
    private final TestTenant tenant;
    private final Ledger ledger;
    private long backNanos;

    Round(KillableStack stack, Part part, int number, long seed) throws SQLException {
        this.stack = stack;
        this.part = part;
        this.number = number;
        this.seed = seed;
        this.random = new Random(new SplittableRandom(seed).nextLong()); // neighbouring seeds would begin alike
        this.tenant = tenant(stack);
        this.ledger = new Ledger(tolerated(part));
    }

    private static TestTenant tenant(KillableStack stack) throws SQLException {
        try (Connection superuser = stack.connectAsSuperuser();
                var durable = superuser.createStatement()) {
            durable.execute("set synchronous_commit = on");
            return TestTenant.create(superuser, "Asia/Shanghai", "CNY");
        }
    }

    /** What a caller must expect while this part is away. Without Redis, nothing. */
    private static IntPredicate tolerated(Part part) {
        return switch (part) {
            case API -> status -> status == NoAnswer.STATUS;
            case POSTGRESQL -> status -> status == 503;
            case REDIS -> status -> false;
        };
    }

    Figures run() throws InterruptedException, SQLException {
        crash(random.nextInt(random.nextInt(4) == 0 ? SOONEST_BEFORE : MOST_BEFORE));
        Verdict before = verdict();
        List<String> faults = new ArrayList<>(before.faults());
        faults.addAll(ledger.faults());
        int unanswered = ledger.unanswered();
        faults.addAll(sendAgain());
        faults.addAll(recheck());
        return new Figures(
                part,
                number,
                before.acknowledged(),
                unanswered,
                before.unknown(),
                before.unknownDone(),
                before.lost(),
                before.doubled(),
                before.halves(),
                TimeUnit.NANOSECONDS.toMillis(backNanos),
                ledger.slowestMillis(),
                faults);
    }

    /** @return what was acknowledged and is lost, without more ado: for a server that does not keep its promises */
    int runForLoss() throws InterruptedException, SQLException {
        crash(ENOUGH_TO_LOSE);
        return verdict().lost();
    }

    /** @param acknowledged before the part is killed */
    private void crash(int acknowledged) throws InterruptedException {
        Api api = api();
        try (var _ = Writers.start(api, ledger, Writes.all(api), seed)) {
            ledger.await(acknowledged);
            stack.kill(part);
            if (part == Part.REDIS) {
                ledger.awaitFromNow(WHILE_AWAY);
            } else {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
            }
            backNanos = start();
            ledger.awaitFromNow(AFTER);
        }
    }

    /** @return from the start of the process to the first 2xx */
    private long start() {
        long start = System.nanoTime();
        var first = CompletableFuture.supplyAsync(() -> {
            Api probe = new Api(stack.api(), tenant.staff("owner"), PROBE_PATIENCE);
            while (!served(probe)) {
                if (System.nanoTime() - start > BACK_LIMIT) {
                    throw new IllegalStateException("no call is served after the start of " + part);
                }
                LockSupport.parkNanos(PROBE_PAUSE);
            }
            return System.nanoTime() - start;
        });
        stack.start(part);
        return first.join();
    }

    private static boolean served(Api probe) {
        try {
            return probe.get("/v1/stores?limit=1").ok();
        } catch (NoAnswer _) {
            return false;
        }
    }

    private Api api() {
        return new Api(stack.api(), tenant.staff("owner"));
    }

    private Verdict verdict() throws SQLException {
        try (Connection superuser = stack.connectAsSuperuser()) {
            return Verdict.of(ledger, Writes.all(api()), superuser, tenant.id());
        }
    }

    /** What nobody knows the fate of, and some of the rest: whether it is there already or not, it has one effect. */
    private List<String> sendAgain() {
        Api api = api();
        List<String> faults = new ArrayList<>();
        for (LedgerWrite write : Writes.all(api)) {
            ledger.of(write).forEach((each, state) -> {
                boolean again = ledger.isLast(write, each) || (!write.overwrites() && state == State.UNKNOWN);
                if (again && !ledger.send(api, write, each)) {
                    faults.add(write.name() + " " + each + " cannot be sent again");
                }
            });
        }
        return faults;
    }

    /** Once more, with nothing left that nobody knows; now through the API too. */
    List<String> recheck() throws SQLException {
        List<String> faults = new ArrayList<>();
        try (Connection superuser = stack.connectAsSuperuser()) {
            List<LedgerWrite> writes = Writes.all(api());
            faults.addAll(Verdict.of(ledger, writes, superuser, tenant.id()).faults());
            faults.addAll(Agreement.faults(superuser, tenant.id()));
            for (LedgerWrite write : writes) {
                shown(write, faults);
            }
        }
        return faults;
    }

    /** What is found when somebody has spoilt the rows; they are whole again afterwards. */
    List<String> faultsAfter(String spoiling) throws SQLException {
        try (Connection superuser = stack.connectAsSuperuser();
                var statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute(spoiling.replace("$1", "'" + tenant.id() + "'"));
            List<String> faults = new ArrayList<>(Verdict.of(ledger, Writes.all(api()), superuser, tenant.id())
                    .faults());
            faults.addAll(Agreement.faults(superuser, tenant.id()));
            superuser.rollback();
            return faults;
        }
    }

    private void shown(LedgerWrite write, List<String> faults) {
        var acknowledged = ledger.of(write).descendingMap().entrySet().stream()
                .filter(entry -> entry.getValue() == State.ACKNOWLEDGED)
                .map(Map.Entry::getKey)
                .filter(each -> !write.overwrites() || ledger.isLast(write, each))
                .limit(SHOWN)
                .toList();
        for (long each : acknowledged) {
            try {
                if (!write.shown(each)) {
                    faults.add(write.name() + " " + each + " is not shown by the API");
                }
            } catch (NoAnswer none) {
                faults.add(write.name() + " " + each + " cannot be read: " + none.getMessage());
            }
        }
    }
}
