package dev.shuke.retention;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.retention.RetentionPolicy.PurposeRule;
import dev.shuke.retention.RetentionPolicy.Rule;
import dev.shuke.retention.RetentionRepository.Stand;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** For how long events are kept, and what was taken. */
@ApplicationScoped
public class RetentionService {
    /** How long it is from one run to the next that nobody asks for. */
    static final Duration DAILY = Duration.ofDays(1);

    private final TenantDb db;
    private final RetentionRepository repository;
    private final PurposeRuleRepository purposes;
    private final TenantJobs tenantJobs;
    private final Jobs jobs;
    private final Audit audit;

    RetentionService(
            TenantDb db,
            RetentionRepository repository,
            PurposeRuleRepository purposes,
            TenantJobs tenantJobs,
            Jobs jobs,
            Audit audit) {
        this.db = db;
        this.repository = repository;
        this.purposes = purposes;
        this.tenantJobs = tenantJobs;
        this.jobs = jobs;
        this.audit = audit;
    }

    public Uni<RetentionPolicy> current() {
        return db.inTransaction(tx -> repository.find(tx).chain(stand -> policy(tx, stand)));
    }

    /** Nobody else changes it before this transaction ends. */
    Uni<RetentionPolicy> currentForUpdate() {
        return db.inTransaction(tx -> repository.lock(tx).chain(stand -> policy(tx, stand)));
    }

    private Uni<RetentionPolicy> policy(Tx tx, Stand stand) {
        return repository
                .rules(tx)
                .chain(rules -> purposes.rules(tx).map(ended -> new RetentionPolicy(stand.enforced(), rules, ended)));
    }

    /**
     * Other rules begin with a dry run of theirs.
     *
     * @throws ApiException validation_failed, retention_rehearsal
     */
    Uni<RetentionPolicy> replace(RetentionPolicy policy) {
        requireOnce(policy.rules());
        requireEach(policy.purposes());
        return db.inTransaction(tx -> repository
                .lock(tx)
                .chain(stand -> policy(tx, stand).chain(known -> {
                    boolean same = known.sameAs(policy);
                    requireRehearsed(!policy.enforced() || same && stand.rehearsed());
                    return repository.replace(tx, policy, same ? stand.version() : stand.version() + 1);
                }))
                .chain(() -> purposes.replace(tx, policy.purposes()))
                .call(() -> audit.record(tx, AuditEntry.of("retention.changed", "tenant", tx.tenantId())))
                .call(() -> policy.enforced() ? schedule(tx) : Uni.createFrom().voidItem())
                .chain(() -> repository.find(tx))
                .chain(stand -> policy(tx, stand)));
    }

    Uni<Void> schedule(Tx tx) {
        return jobs.schedule(tx, RetentionSweep.KIND, "", Instant.now().plus(DAILY));
    }

    private static void requireOnce(List<Rule> rules) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            if (!seen.add(rules.get(i).eventType())) {
                throw ApiException.invalid("/rules/" + i + "/eventType", "must not have two rules");
            }
        }
    }

    private static void requireEach(List<PurposeRule> rules) {
        Set<Purpose> seen = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            if (!seen.add(rules.get(i).purpose())) {
                throw ApiException.invalid("/purposes/" + i + "/purpose", "must not have two rules");
            }
            if (rules.get(i).isEmpty()) {
                throw ApiException.invalid("/purposes/" + i, "must name event types or attributes");
            }
        }
    }

    private static void requireRehearsed(boolean rehearsed) {
        if (!rehearsed) {
            throw new ApiException(
                    ErrorCode.RETENTION_REHEARSAL, "Run these rules with dryRun first, and look at what they take.");
        }
    }

    /** @throws ApiException retention_rehearsal */
    Uni<JobView> run(RunRequest request) {
        return db.inTransaction(tx -> repository
                .lock(tx)
                .invoke(stand -> requireRehearsed(request.dryRun() || stand.rehearsed()))
                .chain(stand -> start(tx, stand, request.dryRun())));
    }

    /** What is due every day, as long as that is wanted. */
    Uni<Void> runDaily() {
        return db.inTransaction(tx -> repository
                .lock(tx)
                .chain(stand -> stand.enforced() && stand.rehearsed()
                        ? start(tx, stand, false).chain(() -> schedule(tx))
                        : Uni.createFrom().voidItem()));
    }

    private Uni<JobView> start(Tx tx, Stand stand, boolean dryRun) {
        UUID id = Ids.next();
        NewJob job = new NewJob(
                id,
                RetentionJob.KIND,
                null,
                RetentionJob.FIRST.copy().put("version", stand.version()),
                "/v1/retention/runs/" + id);
        return repository
                .insertRun(tx, id, stand.version(), dryRun, Instant.now())
                .chain(() -> audit.record(
                        tx, AuditEntry.of(dryRun ? "retention.rehearsed" : "retention.run", "retention_run", id)))
                .chain(() -> tenantJobs.start(tx, job));
    }

    /** @throws ApiException not_found */
    Uni<RunView> require(UUID id) {
        return db.inTransaction(tx -> repository
                .findRun(tx, id)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("run"))
                .chain(run -> repository
                        .counts(tx, id)
                        .chain(counts -> purposes.counts(tx, id).map(ended -> run.with(counts, ended)))));
    }

    Uni<Page<RunView>> list(PageRequest page) {
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.read(tx -> repository.listRuns(tx, before, limit + 1))
                .map(runs -> Page.of(runs, limit, run -> Cursor.after(run.id())));
    }
}
