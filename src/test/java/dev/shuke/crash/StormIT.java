package dev.shuke.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shuke.crash.Api.Answer;
import dev.shuke.localstack.KillableStack;
import dev.shuke.localstack.Poll;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 64 clients of several tenants share four connections, and many of them hang up in the middle. */
class StormIT {
    private static final Duration DURATION = Duration.ofSeconds(Long.getLong("shuke.crash.storm.seconds", 6));
    private static final int AT_ONCE = 20;
    private static final int TIMES = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final KillableStack STACK = Stage.stack();
    private static final List<StormTenant> TENANTS = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        try (Connection superuser = STACK.connectAsSuperuser()) {
            for (int n = 0; n < Stage.POOL; n++) {
                TENANTS.add(StormTenant.open(TestTenant.create(superuser, "Asia/Shanghai", "CNY"), STACK.api()));
            }
        }
    }

    @AfterAll
    static void report() {
        Stage.REPORT.write();
    }

    @Test
    void nothingLeaksAndNoUpdateIsLostAndEveryConnectionComesBack() throws Exception {
        var storm = new Storm(STACK, TENANTS);
        List<String> faults = storm.blow(DURATION, Seed.take());
        Stage.REPORT.add("storm of " + DURATION.toSeconds() + " s", storm + ", " + faults.size() + " faults");
        assertThat(faults).isEmpty();
        try (Connection superuser = STACK.connectAsSuperuser()) {
            for (StormTenant tenant : TENANTS) {
                assertThat(Agreement.faults(superuser, tenant.tenant().id())).isEmpty();
            }
            Poll.until(
                    "the end of all work",
                    PATIENCE,
                    () -> connections(superuser, "state = 'idle'") == connections(superuser, "true"));
            assertThat(connections(superuser, "true")).isBetween(1, Stage.POOL);
            requireAllConnectionsWork(superuser);
        }
    }

    /**
     * As many calls as there are connections, but for the one that is kept for second transactions, wait inside
     * PostgreSQL at the same time; and then all go through.
     */
    private static void requireAllConnectionsWork(Connection superuser) throws Exception {
        try (Connection holder = STACK.connectAsSuperuser();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            List<Future<Answer>> waiting = new ArrayList<>();
            for (StormTenant tenant : TENANTS) {
                String member = tenant.members().getFirst();
                try (PreparedStatement lock =
                        holder.prepareStatement("select from member where tenant_id = ? and id = ? for update")) {
                    lock.setObject(1, tenant.tenant().id());
                    lock.setObject(2, UUID.fromString(member));
                    lock.executeQuery();
                }
                waiting.add(callers.submit(() -> tenant.api().send(StormTenant.patch(member, "last", 1), null)));
            }
            Poll.until(
                    "the use of every connection",
                    PATIENCE,
                    () -> connections(superuser, "wait_event_type = 'Lock'") >= Stage.POOL - 1);
            holder.commit();
            for (Future<Answer> answer : waiting) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
    }

    private static int connections(Connection superuser, String condition) {
        try (var query = superuser.createStatement();
                ResultSet found = query.executeQuery(
                        "select count(*) from pg_stat_activity where usename = 'shuke_app' and " + condition)) {
            found.next();
            return found.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ofManyChangesOfDifferentFieldsAtOnceAllAreKept() throws Exception {
        StormTenant tenant = TENANTS.getFirst();
        for (int time = 0; time < TIMES; time++) {
            String member = tenant.newMember("K-" + time);
            assertThat(patchAtOnce(tenant, member, null)).containsOnly(200);
            var attributes = tenant.api().get("/v1/members/" + member).body().path("attributes");
            IntStream.range(0, AT_ONCE)
                    .forEach(n ->
                            assertThat(attributes.path("field" + n).asInt()).isEqualTo(n + 1));
        }
        Stage.REPORT.add("changes of different fields at once, all kept", TIMES + " times " + AT_ONCE);
    }

    @Test
    void ofManyChangesOfOneVersionAtOnceExactlyOneWins() throws Exception {
        StormTenant tenant = TENANTS.getFirst();
        for (int time = 0; time < TIMES; time++) {
            String member = tenant.newMember("W-" + time);
            String etag = tenant.api().get("/v1/members/" + member).etag();
            assumeTrue(etag != null, "members have no ETag");
            assertThat(patchAtOnce(tenant, member, etag)).containsOnlyOnce(200).containsOnly(200, 412);
            assertThat(tenant.api().get("/v1/members/" + member).body().path("attributes"))
                    .hasSize(1);
        }
        Stage.REPORT.add("changes of one version at once, one of them wins", TIMES + " times " + AT_ONCE);
    }

    /** @return the statuses */
    private static List<Integer> patchAtOnce(StormTenant tenant, String member, String ifMatch) throws Exception {
        List<Callable<Integer>> calls = IntStream.range(0, AT_ONCE)
                .<Callable<Integer>>mapToObj(n -> () -> tenant.api()
                        .send(StormTenant.patch(member, "field" + n, n + 1), null, ifMatch)
                        .status())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : callers.invokeAll(calls)) {
                statuses.add(status.get());
            }
        }
        return statuses;
    }
}
