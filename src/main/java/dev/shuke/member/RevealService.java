package dev.shuke.member;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.privacy.Use;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Clear text, one member at a time, on a stated ground. */
@ApplicationScoped
public class RevealService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final MemberRepository members;
    private final RevealRepository repository;
    private final PurposeService purposes;
    private final Audit audit;
    private final int daily;

    RevealService(
            TenantDb db,
            TenantKeyService keyService,
            MemberRepository members,
            RevealRepository repository,
            PurposeService purposes,
            Audit audit,
            @ConfigProperty(name = "shuke.reveal.daily") int daily) {
        this.db = db;
        this.keyService = keyService;
        this.members = members;
        this.repository = repository;
        this.purposes = purposes;
        this.audit = audit;
        this.daily = daily;
    }

    /**
     * What it answers is opened only when the audit log's row is committed.
     *
     * @throws ApiException field_forbidden, purpose_unavailable, not_found, rate_limited
     */
    Uni<RevealView> reveal(UUID id, RevealRequest request) {
        requireReveal(request.fields());
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> purposes.requireUsable(tx, request.purpose())
                                .chain(() -> members.find(tx, id, request.purpose()))
                                .onItem()
                                .ifNull()
                                .failWith(() -> ApiException.notFound("member"))
                                .call(() -> count(tx))
                                .call(row -> audit.record(tx, entry(row, request, keys))))
                        .map(row -> row.reveal(EnumSet.copyOf(request.fields()), keys)));
    }

    private static AuditEntry entry(MemberRow row, RevealRequest request, TenantKeys keys) {
        return AuditEntry.of("member.revealed", "member", row.id())
                .on(request.fields().stream().map(RevealField::key).toList())
                .because(
                        request.purpose(),
                        RevealReasonService.seal(keys.memberKey(row.id(), row.dataKey()), request.reason()));
    }

    private static void requireReveal(List<RevealField> fields) {
        FieldPolicy policy = FieldPolicy.of(CallContext.current());
        List<FieldError> hidden = IntStream.range(0, fields.size())
                .filter(i -> !policy.canUse(fields.get(i).group(), Use.REVEAL))
                .mapToObj(i -> FieldError.at("/fields/" + i, "is not for this caller"))
                .toList();
        if (!hidden.isEmpty()) {
            throw new ApiException(
                    ErrorCode.FIELD_FORBIDDEN, "Not all of these may be seen in clear text by the caller.", hidden);
        }
    }

    private Uni<Void> count(Tx tx) {
        return repository
                .count(tx, LocalDate.now(tx.call().tenant().zone()), daily)
                .invoke(left -> {
                    if (!left) {
                        throw new ApiException(
                                ErrorCode.RATE_LIMITED, "A person may see clear text " + daily + " times a day.");
                    }
                })
                .replaceWithVoid();
    }
}
