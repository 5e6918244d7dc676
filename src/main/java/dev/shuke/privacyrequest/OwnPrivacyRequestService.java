package dev.shuke.privacyrequest;

import dev.shuke.member.MemberCopyService;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What the member who calls has asked for, and what he is given. */
@ApplicationScoped
class OwnPrivacyRequestService {
    private final TenantDb db;
    private final PrivacyRequestService service;
    private final PrivacyRequestRepository repository;
    private final CopyFileRepository requests;
    private final CopyFiles files;
    private final MemberCopyService copies;
    private final Audit audit;

    OwnPrivacyRequestService(
            TenantDb db,
            PrivacyRequestService service,
            PrivacyRequestRepository repository,
            CopyFileRepository requests,
            CopyFiles files,
            MemberCopyService copies,
            Audit audit) {
        this.db = db;
        this.service = service;
        this.repository = repository;
        this.requests = requests;
        this.files = files;
        this.copies = copies;
        this.audit = audit;
    }

    private static UUID self() {
        return CallContext.current().caller().memberId();
    }

    /** His session says who he is. */
    Uni<OwnPrivacyRequestView> receive(OwnPrivacyRequestRequest request) {
        return service.receive(request.of(self()), VerificationMethod.MEMBER_SESSION)
                .map(PrivacyRequestView::own);
    }

    /** Those also that were made before others were merged into him. */
    Uni<Page<OwnPrivacyRequestView>> list(PageRequest page) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return db.inTransaction(
                        tx -> copies.person(tx, self()).chain(person -> repository.list(tx, person, after, limit + 1)))
                .map(found ->
                        Page.of(found, limit, one -> Cursor.after(one.id())).map(PrivacyRequestView::own));
    }

    /** @throws ApiException not_found */
    Uni<Multi<byte[]>> file(UUID id) {
        return db.inTransaction(tx -> copies.person(tx, self())
                        .chain(person -> requests.find(tx, id, person))
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiException.notFound("file"))
                        .call(() ->
                                audit.record(tx, AuditEntry.of("privacy_request.file.fetched", "privacy_request", id))))
                .map(files::read);
    }
}
