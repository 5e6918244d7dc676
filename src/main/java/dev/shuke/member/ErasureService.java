package dev.shuke.member;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.audit.OutsideLog;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.tenant.OwnTenantService;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Erases a person: destroys the keys of the member and of all who were merged into it, and with them whatever they have
 * sealed, here and in every backup without the keys; deletes what is stored in clear. A backup that has the keys is why
 * each erasure is first written to the {@link OutsideLog}: who restores one replays it ({@code replay-erasures}).
 *
 * <p>He is taken out of files that were made before ({@link PersonalCopies}), and rows about him of a file that is being
 * imported are left out. Answers that name him and are kept to be given again are emptied. A replay drops all of these at
 * once. What staff have written about him in words goes too: reasons of holds and evidence of his requests here, reasons
 * of reveals with his key ({@link RevealReasonService}).
 */
@ApplicationScoped
public class ErasureService {
    private final TenantDb db;
    private final ErasureRepository repository;
    private final MergeService merges;
    private final OutsideLog outside;
    private final Audit audit;
    private final Jobs jobs;
    private final Touches touches;
    private final List<PersonalCopies> copies;
    private final TenantKeyService keyService;
    private final LegalHoldRepository holds;
    private final OwnTenantService tenants;

    ErasureService(
            TenantDb db,
            ErasureRepository repository,
            MergeService merges,
            OutsideLog outside,
            Audit audit,
            Jobs jobs,
            Touches touches,
            @All List<PersonalCopies> copies,
            TenantKeyService keyService,
            LegalHoldRepository holds,
            OwnTenantService tenants) {
        this.db = db;
        this.repository = repository;
        this.merges = merges;
        this.outside = outside;
        this.audit = audit;
        this.jobs = jobs;
        this.touches = touches;
        this.copies = copies;
        this.keyService = keyService;
        this.holds = holds;
        this.tenants = tenants;
    }

    /**
     * For good. Who the person is stays the same from the line in the log to the commit. If that fails the log says too
     * much, of somebody who is to be erased anyway: whoever has asked for it asks again.
     *
     * @param id the member's, or that of one who was merged into it
     * @throws ApiException not_found, legal_hold
     */
    public Uni<Void> erase(UUID id) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> lockPerson(tx, id)
                        .invoke(ErasureService::requireSomebody)
                        .call(person -> requireNoHold(tx, person))
                        .call(person -> writeDown(tx, person))
                        .chain(person -> erase(tx, id, person, keys))));
    }

    /** Whether the law, or a dispute, bars the member from being erased; nobody places a hold before this transaction ends. */
    public Uni<Boolean> barred(Tx tx, UUID id) {
        return lockPerson(tx, id).chain(person -> holds.bar(tx, person));
    }

    private Uni<Void> requireNoHold(Tx tx, List<UUID> person) {
        return holds.bar(tx, person)
                .invoke(barred -> {
                    if (barred) {
                        throw new ApiException(
                                ErrorCode.LEGAL_HOLD, "A request for erasure restricts the member's data instead.");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * After a restore: once more, those who are there again. With whom one of them was merged then and is not among
     * them, it was parted from before it was erased.
     */
    public Uni<Void> replay(Set<UUID> erased) {
        return merges.part(erased)
                .chain(keyService::current)
                .chain(keys -> each(erased, id -> replay(id, keys)))
                .chain(() -> db.inTransaction(tx -> each(copies, copy -> copy.drop(tx))));
    }

    private static <T> Uni<Void> each(Collection<T> of, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(of)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last();
    }

    private Uni<Void> replay(UUID id, TenantKeys keys) {
        return db.inTransaction(tx -> lockPerson(tx, id)
                .chain(person -> person.isEmpty() ? Uni.createFrom().voidItem() : erase(tx, id, person, keys)));
    }

    /** Files, merges, and events on their way in, have looked up members of whom they go on to write: they come before or after. */
    private Uni<List<UUID>> lockPerson(Tx tx, UUID id) {
        return each(copies, copy -> copy.hold(tx))
                .chain(() -> holds.hold(tx))
                .chain(() -> merges.hold(tx))
                .chain(() -> repository.lockPerson(tx, id));
    }

    private Uni<Void> erase(Tx tx, UUID id, List<UUID> person, TenantKeys keys) {
        return each(copies, copy -> copy.dropOf(tx, person, keys))
                .chain(() -> tenants.settings(tx))
                .chain(settings -> repository.erase(tx, person, settings.erasedEvents()))
                .chain(() -> touches.note(tx, Touches.ANYTHING, person))
                .chain(() ->
                        jobs.schedule(tx, ErasureSweep.KIND, "", Instant.now().plus(PersonalCopies.OLD)))
                .chain(() -> audit.record(tx, AuditEntry.of("member.erased", "member", id)));
    }

    private Uni<Void> writeDown(Tx tx, List<UUID> person) {
        return each(person, member -> outside.append(OutsideLog.ERASED, "member " + tx.tenantId() + " " + member));
    }

    private static void requireSomebody(List<UUID> person) {
        if (person.isEmpty()) {
            throw ApiException.notFound("member");
        }
    }
}
