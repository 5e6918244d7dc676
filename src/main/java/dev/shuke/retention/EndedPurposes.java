package dev.shuke.retention;

import dev.shuke.metric.MetricService;
import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.retention.EndedPurposeRepository.Found;
import dev.shuke.retention.OldEventRepository.Old;
import dev.shuke.retention.RetentionPolicy.PurposeRule;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Takes what is kept of members for a purpose that they allow no more, some members at a step. */
@ApplicationScoped
class EndedPurposes {
    private static final String AFTER = "after";

    private final PurposeRuleRepository rules;
    private final EndedPurposeRepository repository;
    private final OldEventRepository events;
    private final MetricService metrics;
    private final Touches touches;

    EndedPurposes(
            PurposeRuleRepository rules,
            EndedPurposeRepository repository,
            OldEventRepository events,
            MetricService metrics,
            Touches touches) {
        this.rules = rules;
        this.repository = repository;
        this.events = events;
        this.metrics = metrics;
        this.touches = touches;
    }

    /** @param next where the job goes on when nobody is left */
    Uni<JobProgress> step(Tx tx, JobRun job, RunView run, PurposeRule rule, JsonObject next) {
        return run.dryRun()
                ? repository.count(tx, rule, run.asOf()).chain(found -> note(tx, run, rule, found, next))
                : take(tx, job, run, rule, next);
    }

    private Uni<JobProgress> take(Tx tx, JobRun job, RunView run, PurposeRule rule, JsonObject next) {
        UUID after = UUID.fromString(job.checkpoint().getString(AFTER, new UUID(0, 0).toString()));
        return events.hold(tx)
                .chain(() -> repository.next(tx, rule, run.asOf(), after))
                .chain(members -> members.isEmpty()
                        ? note(tx, run, rule, new Found(0, 0), next)
                        : take(tx, rule, members.toArray(UUID[]::new))
                                .chain(found -> note(
                                        tx,
                                        run,
                                        rule,
                                        found,
                                        job.checkpoint()
                                                .copy()
                                                .put(AFTER, members.getLast().toString()))));
    }

    private Uni<JobProgress> note(Tx tx, RunView run, PurposeRule rule, Found found, JsonObject checkpoint) {
        return rules.count(tx, run.id(), rule, found.events(), found.members())
                .replaceWith(JobProgress.upTo(checkpoint, found.events() + found.members(), 0));
    }

    private Uni<Found> take(Tx tx, PurposeRule rule, UUID[] members) {
        return repository
                .events(tx, rule, members)
                .chain(old -> events.take(
                                tx, rule.action(), old.stream().map(Old::id).toArray(UUID[]::new))
                        .chain(() -> repository.removeAttributes(tx, rule, members))
                        .call(() -> metrics.recount(tx, members))
                        .call(() -> touches.note(tx, Touches.ANYTHING, List.of(members)))
                        .map(changed -> new Found(old.size(), changed)));
    }
}
