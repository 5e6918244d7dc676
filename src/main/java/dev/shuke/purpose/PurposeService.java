package dev.shuke.purpose;

import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.InvalidValue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What members' data is used for. A merchant who has defined nothing yet has the {@link StarterPurposes}. */
@ApplicationScoped
public class PurposeService {
    /** Each has a bit of a member's mask, and the one left over is never set. */
    private static final int MAX_PURPOSES = 63;

    /** A purpose as it is now. */
    record Written(PurposeView purpose, boolean created) {}

    private final TenantDb db;
    private final PurposeRepository repository;
    private final RememberedPurposes remembered;
    private final Audit audit;

    PurposeService(TenantDb db, PurposeRepository repository, RememberedPurposes remembered, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.remembered = remembered;
        this.audit = audit;
    }

    /** Nobody else makes or changes one before the transaction ends. */
    Uni<Void> lock(Tx tx) {
        return repository.lock(tx);
    }

    /** All there are, by key. */
    public Uni<Map<Purpose, PurposeView>> all(Tx tx) {
        return list(tx).map(found -> found.stream().collect(toMap(PurposeView::key, purpose -> purpose)));
    }

    private Uni<List<PurposeView>> list(Tx tx) {
        return repository
                .list(tx)
                .chain(found -> found.isEmpty()
                        ? repository.lock(tx).chain(() -> begin(tx)).chain(() -> repository.list(tx))
                        : Uni.createFrom().item(found));
    }

    private Uni<Void> begin(Tx tx) {
        return Multi.createFrom()
                .iterable(StarterPurposes.ALL)
                .onItem()
                .transformToUniAndConcatenate(
                        starter -> repository.create(tx, starter.key(), starter.purpose(), MAX_PURPOSES))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * That the caller may use data about many members, or one for a purpose that he names, for this purpose.
     *
     * @return the same, which queries of this transaction need not look up again
     * @throws ApiException purpose_unavailable, purpose_forbidden
     */
    public Uni<Purpose> requireUsable(Tx tx, Purpose purpose) {
        Uni<Purpose> used =
                purpose.equals(Purpose.SERVICE) ? Uni.createFrom().item(purpose) : requireInUse(tx, purpose);
        return used.call(() -> requireGranted(tx, purpose));
    }

    /** The first to name one has the merchant given those that it begins with. */
    private Uni<Purpose> requireInUse(Tx tx, Purpose purpose) {
        return repository
                .findUsed(tx, purpose)
                .onItem()
                .ifNull()
                .switchTo(() -> list(tx).chain(() -> repository.findUsed(tx, purpose)))
                .onItem()
                .ifNull()
                .failWith(() -> new ApiException(ErrorCode.PURPOSE_UNAVAILABLE, "Use one of the merchant's purposes."));
    }

    /** What a caller counts members for that names no purpose: to serve them, or what its role is there for instead. */
    public static Purpose own(Caller caller) {
        return caller.kind() == Caller.Kind.STAFF ? PurposeGrants.own(caller) : Purpose.SERVICE;
    }

    /**
     * For counts: as {@link #requireUsable} tells it, without a look into the database. Others than this instance may have
     * retired it in the last ten seconds at most. The caller's grant is to be required besides.
     *
     * @return null where it has to be looked up
     */
    public Uni<Purpose> remembered(Purpose purpose) {
        return purpose.equals(Purpose.SERVICE) ? Uni.createFrom().item(purpose) : remembered.find(purpose);
    }

    /** To be called when a change is committed. */
    void forget() {
        remembered.forget();
    }

    /** Whether {@link #requireGranted} knows without a look into the database. */
    public static boolean knowsGrants(Caller caller) {
        return caller.kind() != Caller.Kind.APP;
    }

    /** @throws ApiException purpose_forbidden when one of them was not granted to the caller */
    public Uni<Void> requireGranted(Tx tx, Purpose... purposes) {
        return granted(tx)
                .invoke(granted -> {
                    if (!Stream.of(purposes).allMatch(granted)) {
                        throw new ApiException(ErrorCode.PURPOSE_FORBIDDEN, "The caller was not granted this purpose.");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * For a query that is to ask it in one flight with what it reads: whether the caller may use data for the purpose.
     *
     * @param subject the placeholder of the caller's subject, a text
     * @return SQL that is true or false
     */
    public static String granted(Caller caller, Purpose purpose, String subject) {
        boolean granted = caller.kind() != Caller.Kind.STAFF || PurposeGrants.toStaff(caller, purpose);
        return caller.kind() == Caller.Kind.APP
                ? PurposeRepository.granted(purpose, subject)
                : Boolean.toString(granted);
    }

    /** Which purposes the caller was granted. A job does what somebody was allowed to order. */
    public Uni<Predicate<Purpose>> granted(Tx tx) {
        Caller caller = tx.call().caller();
        return switch (caller.kind()) {
            case STAFF -> known(purpose -> PurposeGrants.toStaff(caller, purpose));
            case APP -> repository.granted(tx, caller.subject()).map(granted -> granted::contains);
            case MEMBER, JOB -> known(purpose -> true);
        };
    }

    private static Uni<Predicate<Purpose>> known(Predicate<Purpose> granted) {
        return Uni.createFrom().item(granted);
    }

    Uni<PurposeView.Catalogue> list() {
        return db.inTransaction(this::list).map(PurposeView.Catalogue::new);
    }

    /** @throws ApiException not_found */
    Uni<PurposeView> require(String key) {
        return db.inTransaction(tx -> list(tx).chain(all -> repository.find(tx, key)))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("purpose"));
    }

    /** Null when there is none; nobody else changes it before this transaction ends. */
    Uni<PurposeView> findForUpdate(String key) {
        return db.inTransaction(
                tx -> repository.lock(tx).chain(() -> list(tx)).chain(all -> repository.findForUpdate(tx, key)));
    }

    /** @throws ApiException invalid_parameter, validation_failed */
    Uni<Written> upsert(String key, PurposeRequest request) {
        requirePossible(key, request);
        return db.inTransaction(tx -> repository
                .lock(tx)
                .chain(() -> list(tx))
                .chain(all -> repository.find(tx, key))
                .chain(found -> found == null ? create(tx, key, request) : update(tx, found, request))
                .call(written -> audit.record(
                        tx, AuditEntry.of(written.created() ? "purpose.created" : "purpose.changed", "purpose", key))));
    }

    private Uni<Written> create(Tx tx, String key, PurposeRequest request) {
        return repository
                .create(tx, key, request, MAX_PURPOSES)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.invalid(
                        "", "would be one more than the " + MAX_PURPOSES + " purposes that a merchant can have"))
                .map(made -> new Written(made, true));
    }

    private Uni<Written> update(Tx tx, PurposeView found, PurposeRequest request) {
        if (found.basis() != request.basisOrDefault()) {
            throw ApiException.invalid("/basis", "cannot be changed: make another purpose");
        }
        if (found.key().equals(Purpose.SERVICE) && request.isRetired()) {
            throw ApiException.invalid("/retired", "must be false of service, which every member needs");
        }
        return repository.update(tx, found.key().key(), request).map(changed -> new Written(changed, false));
    }

    private static void requirePossible(String key, PurposeRequest request) {
        if (request.name().zh() == null && request.name().en() == null) {
            throw ApiException.invalid("/name", "must be given in Chinese or English");
        }
        try {
            Purpose.of(key);
        } catch (InvalidValue invalid) {
            throw ApiException.invalidParameter("key", invalid.getMessage());
        }
    }
}
