package dev.shuke.score;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Use;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** What was learned of members, and how good it is. */
@ApplicationScoped
class ScoreModelService {
    /** Models come of what members did and of what they paid. */
    private static final List<FieldGroup> GROUPS = List.of(FieldGroup.BEHAVIOUR, FieldGroup.AMOUNT);

    private static final LocalDate EARLIEST = LocalDate.EPOCH;
    private static final int ROUNDED_TO = 10;

    private final TenantDb db;
    private final ScoreModelRepository repository;
    private final StoredModels json;
    private final TenantJobs jobs;
    private final Audit audit;

    ScoreModelService(TenantDb db, ScoreModelRepository repository, StoredModels json, TenantJobs jobs, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.json = json;
        this.jobs = jobs;
        this.audit = audit;
    }

    /** @throws ApiException validation_failed when the horizon is not over yet */
    Uni<JobView> train(ScoreKind kind, TrainingRequest request) {
        LocalDate latest = LocalDate.now(CallContext.current().tenant().zone()).minusDays(request.days());
        LocalDate cutOff = request.cutOff() == null ? latest : request.cutOff();
        if (cutOff.isAfter(latest) || cutOff.isBefore(EARLIEST)) {
            throw ApiException.invalid("/cutOff", "must be from 1970 on, and at least horizonDays before today");
        }
        return db.inTransaction(tx -> jobs.start(tx, TrainingJob.to(kind, cutOff, request.days()))
                .call(() -> audit.record(tx, AuditEntry.of("score.trained", "score", kind.key()))));
    }

    /** @throws ApiException field_forbidden */
    Uni<Page<ScoreModelView>> list(ScoreKind kind, PageRequest page) {
        LongUnaryOperator told = told(CallContext.current());
        int limit = page.limit();
        String before = page.afterKey();
        return db.read(tx -> repository.list(tx, kind, before, limit + 1))
                .map(models -> Page.ofKeyed(models, limit, ScoreModelRepository::key)
                        .map(model -> ScoreModelView.of(model, json, told)));
    }

    /** @throws ApiException not_found, field_forbidden */
    Uni<ScoreModelView> require(ScoreKind kind, int version) {
        LongUnaryOperator told = told(CallContext.current());
        return db.read(tx -> repository.find(tx, kind, version))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("version"))
                .map(model -> ScoreModelView.of(model, json, told));
    }

    /** Exact counts for those who may see persons, and to the nearest ten for all others. */
    private static LongUnaryOperator told(CallContext call) {
        FieldPolicy policy = FieldPolicy.of(call);
        if (!GROUPS.stream().allMatch(group -> policy.canUse(group, Use.AGGREGATE))) {
            throw new ApiException(
                    ErrorCode.FIELD_FORBIDDEN,
                    "Models tell of what members did and paid, which is not for this caller.");
        }
        Caller caller = call.caller();
        boolean persons = caller.kind() == Caller.Kind.APP || caller.may(Permission.MEMBERS_READ);
        return persons && GROUPS.stream().allMatch(policy::canRead)
                ? count -> count
                : count -> (count + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO;
    }
}
