package dev.shuke.member;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Who must not be erased, as long as a law or a dispute asks for the data. */
@ApplicationScoped
class LegalHoldService {
    private final TenantDb db;
    private final LegalHoldRepository repository;
    private final MemberService members;
    private final Audit audit;

    LegalHoldService(TenantDb db, LegalHoldRepository repository, MemberService members, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.members = members;
        this.audit = audit;
    }

    /**
     * Who is being erased at this moment is gone before the hold stands, or stays.
     *
     * @throws ApiException unknown_member
     */
    Uni<LegalHoldView> place(LegalHoldRequest request) {
        return db.inTransaction(tx -> repository
                .holdAlone(tx)
                .chain(() -> requireMember(tx, request.memberId()))
                .chain(() -> repository.insert(tx, request))
                .call(hold -> audit.record(tx, entry("legal_hold.placed", hold))));
    }

    private Uni<Void> requireMember(Tx tx, UUID member) {
        return member == null
                ? Uni.createFrom().voidItem()
                : members.requireLiving(tx, member)
                        .onFailure(ApiException.class)
                        .transform(unknown -> new ApiException(
                                ErrorCode.UNKNOWN_MEMBER,
                                "There is no such member.",
                                List.of(FieldError.at("/memberId", "is not known"))))
                        .replaceWithVoid();
    }

    Uni<Page<LegalHoldView>> list(PageRequest page) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return db.read(tx -> repository.list(tx, after, limit + 1))
                .map(holds -> Page.of(holds, limit, hold -> Cursor.after(hold.id())));
    }

    /** @throws ApiException not_found, also of one that is lifted */
    Uni<LegalHoldView> lift(UUID id) {
        return db.inTransaction(tx -> repository
                .lift(tx, id)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("standing legal hold"))
                .call(hold -> audit.record(tx, entry("legal_hold.lifted", hold))));
    }

    private static AuditEntry entry(String action, LegalHoldView hold) {
        // the log keeps no words about one member: the hold does, until he is erased
        return AuditEntry.of(action, "legal_hold", hold.id())
                .because(null, hold.memberId() == null ? hold.reason() : null);
    }
}
