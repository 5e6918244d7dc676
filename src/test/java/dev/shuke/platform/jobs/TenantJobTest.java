package dev.shuke.platform.jobs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Long work goes on where it stopped, and has the effect of each step once. */
@QuarkusTest
class TenantJobTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @Inject
    Vertx vertx;

    @Inject
    TenantDb db;

    @Inject
    TenantJobs jobs;

    @Inject
    TenantJobRepository repository;

    @Inject
    CountingJob counting;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private <T> T asTenant(Supplier<Uni<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).runOnContext(ignored -> {
            new CallContext(
                            new Tenant(tenant.id(), tenant.slug(), ZoneId.of(tenant.zone()), tenant.currency()),
                            Caller.job())
                    .bind();
            work.get().subscribe().with(answer::complete, answer::completeExceptionally);
        });
        return answer.orTimeout(60, SECONDS).join();
    }

    private UUID start(IntFunction<Uni<Void>> behaviour) {
        UUID id = Ids.next();
        counting.behaviours.put(id, behaviour);
        asTenant(() -> db.inTransaction(
                tx -> jobs.start(tx, new NewJob(id, CountingJob.KIND, 5L, new JsonObject(), "/v1/stores"))));
        return id;
    }

    private Response read(UUID id) {
        return as(tenant.staff("marketing")).get("/v1/jobs/" + id).then().statusCode(200);
    }

    private String state(UUID id) {
        return read(id).extract().path("state");
    }

    private void reaches(UUID id, String state) {
        Poll.until("the job to be " + state, SOON, () -> state(id).equals(state));
    }

    private void stores(int number) {
        as(tenant.staff("owner")).get("/v1/stores").then().body("items", hasSize(number));
    }

    @Test
    void itIsDoneStepByStepAndTellsHowFarItIs() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        UUID id =
                start(number -> number == 4 ? Uni.createFrom().completionStage(release) : CountingJob.nothing(number));
        Poll.until("three steps", SOON, () -> read(id).extract().<Integer>path("done") == 3);
        read(id).body("state", equalTo("running"))
                .body("total", equalTo(5))
                .body("rejected", equalTo(1))
                .body("rate", notNullValue())
                .body("eta", notNullValue())
                .body("endedAt", nullValue());
        release.complete(null);
        reaches(id, "succeeded");
        read(id).body("done", equalTo(5))
                .body("result", equalTo("/v1/stores"))
                .body("eta", nullValue())
                .body("endedAt", notNullValue());
        stores(5);
        assertThat(counting.ended).containsEntry(id, JobState.SUCCEEDED);
        as(tenant.staff("owner"))
                .get("/v1/jobs")
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id.toString()));
        as(tenant.staff("associate")).get("/v1/jobs").then().statusCode(403);
    }

    @Test
    void aStepThatFailsIsDoneAgainAndLeavesNothing() {
        AtomicInteger failures = new AtomicInteger();
        UUID id = start(number -> number == 3 && failures.getAndIncrement() == 0
                ? Uni.createFrom().failure(new IllegalStateException("of the test"))
                : CountingJob.nothing(number));
        reaches(id, "succeeded");
        assertThat(failures).hasValue(2);
        read(id).body("done", equalTo(5));
        stores(5);
    }

    @Test
    void aHopelessOneFailsWithItsCode() {
        UUID id = start(number ->
                number == 3 ? Uni.createFrom().failure(new JobFailed("source_gone")) : CountingJob.nothing(number));
        reaches(id, "failed");
        read(id).body("failure", equalTo("source_gone")).body("done", equalTo(2));
        stores(2);
        assertThat(counting.ended).containsEntry(id, JobState.FAILED);
    }

    @Test
    void whoCancelsKeepsWhatIsDone() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        UUID id =
                start(number -> number == 3 ? Uni.createFrom().completionStage(release) : CountingJob.nothing(number));
        Poll.until("two steps", SOON, () -> read(id).extract().<Integer>path("done") == 2);
        as(tenant.staff("marketing")).post("/v1/jobs/" + id + "/cancel").then().statusCode(403);
        CompletableFuture<Integer> asked = atOnce(() ->
                as(tenant.staff("owner")).post("/v1/jobs/" + id + "/cancel").statusCode());
        release.complete(null);
        assertThat(asked.orTimeout(60, SECONDS).join()).isEqualTo(200);
        Poll.until("the end", SOON, () -> state(id).matches("cancelled|succeeded"));
        int done = read(id).extract().path("done");
        stores(done);
        assertThat(counting.ended).containsKey(id);
        as(tenant.staff("owner"))
                .post("/v1/jobs/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo(state(id)));
        as(tenant.staff("owner"))
                .post("/v1/jobs/" + Ids.next() + "/cancel")
                .then()
                .statusCode(404);
    }

    @Test
    void whoWasOvertakenWritesNothing() {
        UUID id = tenant.plantJob();
        JobRow row = asTenant(() -> db.inTransaction(tx -> repository.lock(tx, id)));
        JobRun ours = new JobRun(db, repository, counting, row);
        JobRun theirs = new JobRun(db, repository, counting, row);
        JobRun next = asTenant(() -> counting.step(theirs));
        assertThat(next.done()).isEqualTo(row.done() + 1);
        assertThatThrownBy(() -> asTenant(() -> counting.step(ours)))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(JobRun.Overtaken.class);
        stores(1);
        asTenant(() -> counting.step(next));
        stores(2);
    }
}
