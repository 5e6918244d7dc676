package dev.shuke.member;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.audit.OutsideLog;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Erases a person: destroys the keys of the member and of all who were merged into it, and with them whatever they have
 * sealed, here and in every backup without the keys; deletes what is stored in clear. A backup that has the keys is why
 * each erasure is first written to the {@link OutsideLog}: who restores one replays it ({@code replay-erasures}).
 */
@ApplicationScoped
public class ErasureService {
    private final TenantDb db;
    private final ErasureRepository repository;
    private final OutsideLog outside;
    private final Audit audit;

    ErasureService(TenantDb db, ErasureRepository repository, OutsideLog outside, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.outside = outside;
        this.audit = audit;
    }

    /**
     * For good.
     *
     * @param id the member's, or that of one who was merged into it
     * @throws ApiException not_found
     */
    public Uni<Void> erase(UUID id) {
        return db.inTransaction(tx -> repository.person(tx, id))
                .invoke(ErasureService::requireSomebody)
                .call(this::writeDown)
                .chain(written -> db.inTransaction(tx -> repository
                        .lockPerson(tx, id)
                        .invoke(person -> requireSame(written, person))
                        .chain(person -> erase(tx, id, person))));
    }

    /** After a restore: once more, if the member is there again. */
    public Uni<Void> replay(UUID id) {
        return db.inTransaction(tx -> repository
                .lockPerson(tx, id)
                .chain(person -> person.isEmpty() ? Uni.createFrom().voidItem() : erase(tx, id, person)));
    }

    private Uni<Void> erase(Tx tx, UUID id, List<UUID> person) {
        return repository.erase(tx, person).chain(() -> audit.record(tx, AuditEntry.of("member.erased", "member", id)));
    }

    private Uni<Void> writeDown(List<UUID> person) {
        UUID tenantId = CallContext.current().tenant().id();
        return Multi.createFrom()
                .iterable(person)
                .onItem()
                .transformToUniAndConcatenate(
                        member -> outside.append(OutsideLog.ERASED, "member " + tenantId + " " + member))
                .collect()
                .last();
    }

    /** Somebody was merged meanwhile, of whom nothing is written down. */
    private static void requireSame(List<UUID> written, List<UUID> person) {
        if (!written.containsAll(person)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The member was being merged. Send the same again.");
        }
    }

    private static void requireSomebody(List<UUID> person) {
        if (person.isEmpty()) {
            throw ApiException.notFound("member");
        }
    }
}
