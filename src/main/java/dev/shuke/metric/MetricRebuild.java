package dev.shuke.metric;

import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Counts everybody anew, a page of members at a step. */
@ApplicationScoped
class MetricRebuild implements TenantJob {
    static final String KIND = "metrics";
    private static final String AFTER = "after";
    static final JsonObject FROM_THE_FIRST = new JsonObject().put(AFTER, new UUID(0, 0).toString());
    private static final int PAGE = 500;

    private final MetricRepository repository;
    private final Touches touches;

    MetricRebuild(MetricRepository repository, Touches touches) {
        this.repository = repository;
        this.touches = touches;
    }

    static UUID newId() {
        return Ids.next();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun run) {
        UUID after = UUID.fromString(run.checkpoint().getString(AFTER));
        return run.advance(tx -> repository
                .holdBesideEvents(tx)
                .chain(() -> repository.lock(tx, after, PAGE))
                .call(page -> recount(tx, page.toArray(UUID[]::new)))
                .map(MetricRebuild::progress));
    }

    private Uni<Void> recount(Tx tx, UUID... page) {
        String zone = tx.call().tenant().zone().getId();
        return page.length == 0
                ? Uni.createFrom().voidItem()
                : repository
                        .recount(tx, page)
                        .chain(() -> repository.refresh(tx, zone, page))
                        .chain(() -> touches.note(tx, Touches.ANYTHING, List.of(page)));
    }

    private static JobProgress progress(List<UUID> page) {
        return page.size() < PAGE
                ? JobProgress.end(FROM_THE_FIRST, page.size(), 0)
                : JobProgress.upTo(new JsonObject().put(AFTER, page.getLast().toString()), page.size(), 0);
    }
}
