package dev.shuke.retention;

import dev.shuke.exports.DisclosureService;
import dev.shuke.metric.MetricService;
import dev.shuke.platform.jobs.JobFailed;
import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.retention.OldEventRepository.Old;
import dev.shuke.retention.RetentionPolicy.Rule;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Takes what is over age, then what members allow no more, a chunk of one rule at a step; a dry run counts one at a step. */
@ApplicationScoped
class RetentionJob implements TenantJob {
    static final String KIND = "retention";
    static final JsonObject FIRST = new JsonObject().put("rule", 0);

    private final RetentionRepository repository;
    private final OldEventRepository events;
    private final MetricService metrics;
    private final Touches touches;
    private final PurposeRuleRepository purposeRules;
    private final EndedPurposes ended;
    private final DisclosureService disclosures;

    RetentionJob(
            RetentionRepository repository,
            OldEventRepository events,
            MetricService metrics,
            Touches touches,
            PurposeRuleRepository purposeRules,
            EndedPurposes ended,
            DisclosureService disclosures) {
        this.repository = repository;
        this.events = events;
        this.metrics = metrics;
        this.touches = touches;
        this.purposeRules = purposeRules;
        this.ended = ended;
        this.disclosures = disclosures;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun job) {
        return job.advance(tx -> repository
                .findRun(tx, job.id())
                .call(() -> repository.lock(tx).invoke(stand -> requireSame(job, stand.version())))
                .chain(run -> repository.rules(tx).chain(rules -> step(tx, job, run, rules))));
    }

    /** Whoever changes the rules does not want the old ones followed any further. */
    private static void requireSame(JobRun job, int version) {
        if (job.checkpoint().getInteger("version", version) != version) {
            throw new JobFailed("rules_changed");
        }
    }

    private Uni<JobProgress> step(Tx tx, JobRun job, RunView run, List<Rule> rules) {
        int next = job.checkpoint().getInteger("rule");
        if (next >= rules.size()) {
            return purposeRules
                    .rules(tx)
                    .chain(purposes -> next - rules.size() < purposes.size()
                            ? ended.step(tx, job, run, purposes.get(next - rules.size()), nextRule(job))
                            : end(tx, job, run));
        }
        return run.dryRun() ? count(tx, job, run, rules.get(next)) : take(tx, job, run, rules.get(next));
    }

    private Uni<JobProgress> end(Tx tx, JobRun job, RunView run) {
        return disclosures
                .takeOld(tx, run.dryRun())
                .chain(taken -> repository.endRun(tx, run.id(), taken))
                .replaceWith(JobProgress.end(job.checkpoint(), 0, 0));
    }

    private Uni<JobProgress> count(Tx tx, JobRun job, RunView run, Rule rule) {
        return events.count(tx, rule, run.asOf())
                .call(found -> repository.count(tx, run.id(), rule, found))
                .map(found -> JobProgress.upTo(nextRule(job), found, 0));
    }

    private Uni<JobProgress> take(Tx tx, JobRun job, RunView run, Rule rule) {
        return events.hold(tx)
                .chain(() -> events.next(tx, rule, run.asOf()))
                .call(old -> old.isEmpty() ? Uni.createFrom().voidItem() : take(tx, rule, old))
                .call(old -> repository.count(tx, run.id(), rule, old.size()))
                .map(old -> JobProgress.upTo(old.isEmpty() ? nextRule(job) : job.checkpoint(), old.size(), 0));
    }

    private Uni<Void> take(Tx tx, Rule rule, List<Old> old) {
        List<UUID> members = old.stream().map(Old::memberId).distinct().toList();
        return events.take(tx, rule.action(), old.stream().map(Old::id).toArray(UUID[]::new))
                .chain(() -> metrics.recount(tx, members.toArray(UUID[]::new)))
                .chain(() -> touches.note(tx, Touches.ANYTHING, members));
    }

    private static JsonObject nextRule(JobRun job) {
        JsonObject next = job.checkpoint().copy().put("rule", job.checkpoint().getInteger("rule") + 1);
        next.remove("after");
        return next;
    }
}
