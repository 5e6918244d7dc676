package dev.shuke.score;

import dev.shuke.member.MemberService;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;

/** What is foretold of members. */
@ApplicationScoped
public class MemberScoreService {
    private final TenantDb db;
    private final MemberService members;
    private final MemberScoreRepository repository;
    private final StoredModels json;
    private final TenantJobs jobs;
    private final Audit audit;

    MemberScoreService(
            TenantDb db,
            MemberService members,
            MemberScoreRepository repository,
            StoredModels json,
            TenantJobs jobs,
            Audit audit) {
        this.db = db;
        this.members = members;
        this.repository = repository;
        this.json = json;
        this.jobs = jobs;
        this.audit = audit;
    }

    /** @param asOf null for now */
    Uni<JobView> recompute(LocalDate asOf) {
        return db.inTransaction(tx -> jobs.start(tx, ScoringJob.to(asOf))
                .call(() -> audit.record(tx, AuditEntry.of("scores.computed", "tenant", tx.tenantId()))));
    }

    private static boolean seen() {
        FieldPolicy policy = FieldPolicy.of(CallContext.current());
        return policy.canRead(FieldGroup.AMOUNT) || policy.canReadWhole(FieldGroup.BEHAVIOUR);
    }

    /**
     * As {@link #require}; null for a caller who may see none of it.
     *
     * @throws ApiException not_found
     */
    public Uni<MemberScoresView> find(UUID memberId) {
        return seen() ? require(memberId) : Uni.createFrom().nullItem();
    }

    /** @throws ApiException not_found, field_forbidden */
    public Uni<MemberScoresView> require(UUID memberId) {
        if (!seen()) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "What is foretold of members is not for this caller.");
        }
        CallContext call = CallContext.current();
        FieldPolicy policy = FieldPolicy.of(call);
        String currency = call.tenant().currency();
        return db.inTransaction(tx -> members.requireLiving(tx, memberId)
                        .chain(living -> repository.find(tx, living, row -> new StoredScores(row, json, currency))))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("member"))
                .map(stored -> stored.seenWith(policy));
    }
}
