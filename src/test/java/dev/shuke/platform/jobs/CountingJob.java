package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Opens a store in each of its steps, and does before and after what a test says. */
@Singleton
class CountingJob implements TenantJob {
    static final String KIND = "test.counting";

    /** By job: what a step does after it has written, given its number. */
    final Map<UUID, IntFunction<Uni<Void>>> behaviours = new ConcurrentHashMap<>();

    final Map<UUID, JobState> ended = new ConcurrentHashMap<>();

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun run) {
        int number = run.checkpoint().getInteger("next", 1);
        return run.advance(tx -> open(tx, number)
                .chain(() ->
                        behaviours.getOrDefault(run.id(), CountingJob::nothing).apply(number))
                .replaceWith(progress(number)));
    }

    /** The fifth is the last. */
    private static JobProgress progress(int number) {
        JsonObject next = new JsonObject().put("next", number + 1);
        return number == 5 ? JobProgress.end(next, 1, 0) : JobProgress.upTo(next, 1, number == 2 ? 1 : 0);
    }

    static Uni<Integer> open(Tx tx, int number) {
        return tx.update(
                "insert into store (tenant_id, code, name, version, created_at, updated_at)"
                        + " values ($1, $2, 'Counted', 1, now(), now())",
                "N-" + number);
    }

    static Uni<Void> nothing(int number) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> ended(Tx tx, JobRun run, JobState how) {
        ended.put(run.id(), how);
        return Uni.createFrom().voidItem();
    }
}
