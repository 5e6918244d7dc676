package dev.shuke.rfm;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.privacy.Counting;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.privacy.Use;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/** How recently, how often and for how much members buy. */
@ApplicationScoped
public class RfmService {
    /** Members' scores come of what they did and of what they paid. */
    private static final List<FieldGroup> GROUPS = List.of(FieldGroup.BEHAVIOUR, FieldGroup.AMOUNT);

    private static final int MONTH = 30;

    private final TenantDb db;
    private final RfmRepository repository;
    private final ReportRepository reports;
    private final RfmRefresh refresh;
    private final TenantJobs jobs;
    private final PurposeService purposes;
    private final Audit audit;

    RfmService(
            TenantDb db,
            RfmRepository repository,
            ReportRepository reports,
            RfmRefresh refresh,
            TenantJobs jobs,
            PurposeService purposes,
            Audit audit) {
        this.db = db;
        this.repository = repository;
        this.reports = reports;
        this.refresh = refresh;
        this.jobs = jobs;
        this.purposes = purposes;
        this.audit = audit;
    }

    Uni<RfmSettings> current() {
        return db.read(repository::find).map(StoredRfm::settings);
    }

    /** As {@link #current}; nobody else changes it before this transaction ends. */
    Uni<RfmSettings> currentForUpdate() {
        return db.inTransaction(repository::lock).map(StoredRfm::settings);
    }

    /**
     * They count when members are scored next.
     *
     * @throws ApiException validation_failed
     */
    Uni<RfmSettings> replace(RfmSettings settings) {
        return db.inTransaction(tx -> repository
                        .replace(tx, settings)
                        .call(() -> repository.find(tx).chain(rfm -> refresh.startIfScored(tx, rfm)))
                        .call(() -> audit.record(tx, AuditEntry.of("rfm.changed", "tenant", tx.tenantId()))))
                .replaceWith(settings);
    }

    /** @param snapshotDate null for today, as the merchant counts days */
    Uni<JobView> recompute(LocalDate snapshotDate) {
        LocalDate today = LocalDate.now(CallContext.current().tenant().zone());
        return db.inTransaction(tx -> jobs.start(tx, RfmJob.to(snapshotDate == null ? today : snapshotDate)));
    }

    /** @throws ApiException field_forbidden, purpose_unavailable, purpose_forbidden */
    Uni<RfmDistribution> distribution(Purpose purpose) {
        Counting counting = new Counting(purpose, rounded(CallContext.current()));
        return db.inTransaction(tx -> purposes.requireUsable(tx, purpose)
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                repository.find(tx),
                                reports.cells(tx, counting),
                                reports.tiers(tx, counting),
                                reports.stages(tx, counting))
                        .with((rfm, cells, tiers, stages) ->
                                RfmDistribution.of(rfm, cells, tiers, stages, counting.rounded()))));
    }

    /**
     * @param from null for thirty days before the last
     * @param to null for today
     * @throws ApiException field_forbidden, invalid_parameter, purpose_unavailable, purpose_forbidden
     */
    Uni<TransitionMatrix> transitions(Purpose purpose, TransitionMatrix.Kind kind, LocalDate from, LocalDate to) {
        Counting counting = new Counting(purpose, rounded(CallContext.current()));
        LocalDate last =
                to == null ? LocalDate.now(CallContext.current().tenant().zone()) : to;
        LocalDate first = from == null ? last.minusDays(MONTH) : from;
        if (first.isAfter(last)) {
            throw ApiException.invalidParameter("from", "must not be after to");
        }
        return db.inTransaction(tx ->
                        purposes.requireUsable(tx, purpose).chain(() -> reports.moves(tx, counting, kind, first, last)))
                .map(moves -> TransitionMatrix.of(kind, first, last, moves, counting.rounded()));
    }

    /** @throws ApiException field_forbidden, purpose_unavailable, purpose_forbidden */
    Uni<RfmConcentration> concentration(Purpose purpose) {
        CallContext call = CallContext.current();
        boolean rounded = rounded(call) || !FieldPolicy.of(call).canReadWhole(FieldGroup.AMOUNT);
        return db.inTransaction(tx -> purposes.requireUsable(tx, purpose)
                        .chain(() -> reports.concentration(tx, new Counting(purpose, rounded))))
                .map(counted -> RfmConcentration.of(counted, rounded));
    }

    /** Whether the caller may be told of nobody in particular. */
    private static boolean rounded(CallContext call) {
        FieldPolicy policy = FieldPolicy.of(call);
        if (!GROUPS.stream().allMatch(group -> policy.canUse(group, Use.AGGREGATE))) {
            throw new ApiException(
                    ErrorCode.FIELD_FORBIDDEN,
                    "Scores tell of what members did and paid, which is not for this caller.");
        }
        Caller caller = call.caller();
        boolean persons = caller.kind() == Caller.Kind.APP || caller.may(Permission.MEMBERS_READ);
        return !persons || !GROUPS.stream().allMatch(policy::canRead);
    }
}
