package dev.shuke.score;

import dev.shuke.member.MemberService;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/** When members have used up what they bought. */
@ApplicationScoped
class ReplenishmentService {
    private final TenantDb db;
    private final MemberService members;
    private final PurposeService purposes;
    private final ReplenishmentRepository repository;

    ReplenishmentService(
            TenantDb db, MemberService members, PurposeService purposes, ReplenishmentRepository repository) {
        this.purposes = purposes;
        this.db = db;
        this.members = members;
        this.repository = repository;
    }

    /**
     * From the orders as they are.
     *
     * @throws ApiException not_found, field_forbidden
     */
    Uni<List<ReplenishmentView>> of(UUID memberId) {
        ZonedDateTime now = now();
        return db.inTransaction(
                tx -> members.requireLiving(tx, memberId).chain(living -> repository.list(tx, living, now)));
    }

    /**
     * As members were when they were scored.
     *
     * @param days from now on
     * @throws ApiException field_forbidden, purpose_unavailable, purpose_forbidden
     */
    Uni<Page<DueMemberView>> listDue(int days, Purpose purpose, PageRequest page) {
        ZonedDateTime now = now();
        int limit = page.limit();
        Cursor after = page.cursorOr(Cursor.FIRST);
        return db.inTransaction(tx -> purposes.requireUsable(tx, purpose)
                        .chain(() -> repository.list(tx, purpose, now, now.plusDays(days), after, limit + 1)))
                .map(due -> Page.of(due, limit, one -> new Cursor(one.dueAt(), one.memberId())));
    }

    /** The merchant's, of a caller who may see what members did. */
    private static ZonedDateTime now() {
        CallContext call = CallContext.current();
        if (!FieldPolicy.of(call).canReadWhole(FieldGroup.BEHAVIOUR)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "What members did is not for this caller.");
        }
        return ZonedDateTime.now(call.tenant().zone());
    }
}
