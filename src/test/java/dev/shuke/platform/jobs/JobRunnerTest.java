package dev.shuke.platform.jobs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.Poll;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.JobsDb;
import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.TenantDirectory;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each job is done, never by two at a time, whoever dies. Time passes where a test moves the stored times. */
@QuarkusTest
class JobRunnerTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @Inject
    Vertx vertx;

    @Inject
    JobsDb queue;

    @Inject
    JobRepository repository;

    @Inject
    TenantDirectory directory;

    @Inject
    Jobs jobs;

    @Inject
    PlatformDb platform;

    @Inject
    TenantDb db;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final List<JobRunner> runners = new ArrayList<>();
    /** Of this test alone: no other runner knows it. */
    private final String kind = "test." + tenant.slug().substring(0, 12);

    @AfterEach
    void stop() {
        for (JobRunner runner : runners) {
            runner.stop(null);
        }
    }

    private RecordedKind recorded(Supplier<Uni<?>> work) {
        return new RecordedKind(kind, work);
    }

    private JobRunner start(TestSettings settings, JobKind kind) {
        JobRunner runner = new JobRunner(vertx, queue, repository, directory, List.of(kind), settings);
        runners.add(runner);
        runner.start(null);
        return runner;
    }

    private void schedule(String ref, Instant at) {
        platform.inTransaction(tx -> jobs.schedule(tx, tenant.id(), kind, ref, at))
                .await()
                .atMost(SOON);
    }

    private <T> T asTenant(Function<Tx, Uni<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).runOnContext(ignored -> {
            new CallContext(
                            new Tenant(tenant.id(), tenant.slug(), ZoneId.of(tenant.zone()), tenant.currency()),
                            Caller.job())
                    .bind();
            db.inTransaction(work).subscribe().with(answer::complete, answer::completeExceptionally);
        });
        return answer.orTimeout(60, SECONDS).join();
    }

    private String one(String sql) {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql.formatted(kind))) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String left() {
        return one("select count(*) from jobs.due where kind = '%s'");
    }

    private void allDone() {
        Poll.until("the jobs", SOON, () -> left().equals("0"));
    }

    @Test
    void aJobRunsAsItsTenantOnceItsCauseIsCommitted() {
        List<String> seen = new ArrayList<>();
        RecordedKind works = recorded(() -> db.inTransaction(tx -> tx.first(
                        "select slug from tenant where tenant_id = $1 and tenant_id = app_tenant()",
                        row -> row.getString(0)))
                .invoke(seen::add));
        start(TestSettings.ORDINARY, works);
        try {
            asTenant(tx -> jobs.schedule(tx, kind, "undone", Instant.now())
                    .chain(() -> Uni.createFrom().failure(new IllegalStateException("rolled back"))));
        } catch (RuntimeException expected) {
            assertThat(expected).hasRootCauseMessage("rolled back");
        }
        asTenant(tx -> jobs.schedule(tx, kind, "later", Instant.now().plusSeconds(3_600)));
        asTenant(tx -> jobs.schedule(tx, kind, "done", Instant.now()));
        Poll.until("the job", SOON, () -> left().equals("1"));
        assertThat(works.runs).containsExactly("done");
        assertThat(seen).containsExactly(tenant.slug());
    }

    @Test
    void twoRunnersShareTheJobsAndRunNoneTogether() {
        CompletableFuture<Void> bothAtWork = new CompletableFuture<>();
        Supplier<Uni<?>> work = () ->
                Uni.createFrom().completionStage(bothAtWork).onItem().delayIt().by(Duration.ofMillis(15));
        RecordedKind one = recorded(work);
        RecordedKind two = recorded(work);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add("job-" + i);
            schedule("job-" + i, Instant.now());
        }
        start(TestSettings.ORDINARY, one);
        start(TestSettings.ORDINARY, two);
        Poll.until("both at work", SOON, () -> !one.runs.isEmpty() && !two.runs.isEmpty());
        bothAtWork.complete(null);
        allDone();
        List<String> both = new ArrayList<>(one.runs);
        both.addAll(two.runs);
        assertThat(both).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void jobsAboutTheSameThingRunOneAfterTheOther() {
        RecordedKind shared =
                recorded(() -> Uni.createFrom().item(1).onItem().delayIt().by(Duration.ofMillis(15)));
        for (int i = 0; i < 12; i++) {
            schedule("thing-" + i % 2, Instant.now());
        }
        start(TestSettings.ORDINARY, shared);
        start(TestSettings.ORDINARY, shared);
        allDone();
        assertThat(shared.runs).hasSize(12);
        assertThat(shared.overlaps).isEmpty();
    }

    @Test
    void whatADeadProcessHadIsTakenOverWhenItsLeaseHasRunOut() {
        schedule("left", Instant.now().minusSeconds(60));
        one("update jobs.due set picked = true, picked_by = 'the dead', running = true,"
                + " last_heartbeat = now() + interval '1 hour'"
                + " where kind = '%s' returning 1");
        CompletableFuture<Void> release = new CompletableFuture<>();
        RecordedKind works = recorded(() -> Uni.createFrom().completionStage(release));
        start(new TestSettings(Duration.ofSeconds(3), Duration.ofSeconds(30)), works);
        schedule("other", Instant.now());
        Poll.until("the other job", SOON, () -> works.runs.contains("other"));
        assertThat(works.runs).as("while the lease lasts").containsExactly("other");
        one(
                "update jobs.due set last_heartbeat = now() - interval '1 hour' where kind = '%s' and ref = 'left' returning 1");
        Poll.until("the taking over", SOON, () -> works.runs.contains("left"));
        release.complete(null);
        allDone();
        assertThat(works.runs).containsExactly("other", "left");
    }

    /** A sixth of the lease after it began: a slow machine does not come too late with it. */
    @Test
    void aRunThatLivesSaysSoAndKeepsItsJob() {
        TestSettings shortLease = new TestSettings(Duration.ofSeconds(12), Duration.ofMinutes(2));
        CompletableFuture<Void> release = new CompletableFuture<>();
        RecordedKind slow = recorded(() -> Uni.createFrom().completionStage(release));
        schedule("slow", Instant.now());
        start(shortLease, slow);
        start(shortLease, slow);
        Poll.until("the start", SOON, () -> !slow.runs.isEmpty());
        String begun = one("select last_heartbeat from jobs.due where kind = '%s'");
        Poll.until(
                "a sign of life",
                SOON,
                () -> !one("select last_heartbeat from jobs.due where kind = '%s'")
                        .equals(begun));
        release.complete(null);
        allDone();
        assertThat(slow.runs).containsExactly("slow");
    }

    @Test
    void afterAFailureItPausesLongerEachTime() {
        RecordedKind fails = recorded(() -> Uni.createFrom().failure(new IllegalStateException("of the test")));
        schedule("hard", Instant.now());
        start(TestSettings.ORDINARY, fails);
        int[] pauses = {40, 80, 100, 100};
        for (int failed = 1; failed <= pauses.length; failed++) {
            int runs = failed;
            Poll.until(
                    "a failure",
                    SOON,
                    () -> fails.runs.size() == runs
                            && one("select not picked from jobs.due where kind = '%s'")
                                    .equals("t"));
            double pause = Double.parseDouble(
                    one("select extract(epoch from at - last_failure) from jobs.due where kind = '%s'"));
            assertThat(pause).isBetween(pauses[failed - 1] - 0.01, pauses[failed - 1] * 1.25 + 0.01);
            one("update jobs.due set at = now() where kind = '%s' returning 1");
        }
        assertThat(TestSettings.ORDINARY.pauseAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void aRunThatDoesNotEndCountsAsFailed() {
        RecordedKind hangs = recorded(() -> Uni.createFrom().nothing());
        schedule("hung", Instant.now());
        start(new TestSettings(Duration.ofSeconds(30), Duration.ofMillis(100)), hangs);
        Poll.until(
                "the end of patience",
                SOON,
                () ->
                        one("select consecutive_failures = 1 and not picked and at > now() from jobs.due where kind = '%s'")
                                .equals("t"));
    }

    @Test
    void whoStopsLetsItsRunEndAndTakesNoMore() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        RecordedKind works = recorded(() -> Uni.createFrom().completionStage(release));
        schedule("under-way", Instant.now().minusSeconds(60));
        JobRunner runner = start(TestSettings.ORDINARY, works);
        Poll.until("the start", SOON, () -> !works.runs.isEmpty());
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread stopping = Thread.ofVirtual().start(() -> {
            runner.stop(null);
            stopped.complete(null);
        });
        runners.clear();
        Poll.until("the waiting", SOON, () -> stopping.getState() == Thread.State.TIMED_WAITING);
        assertThat(stopped).isNotDone();
        schedule("next", Instant.now());
        release.complete(null);
        stopped.get(60, SECONDS);
        assertThat(left()).isEqualTo("1");
        assertThat(works.runs).containsExactly("under-way");
    }

    @Test
    void aJobOfNoTenantIsDropped() {
        UUID nobody = UUID.randomUUID();
        platform.inTransaction(tx -> jobs.schedule(tx, nobody, kind, "", Instant.now()))
                .await()
                .atMost(SOON);
        RecordedKind works = recorded(() -> Uni.createFrom().voidItem());
        start(TestSettings.ORDINARY, works);
        allDone();
        assertThat(works.runs).isEmpty();
    }
}
