package dev.shuke.privacyrequest;

import dev.shuke.member.MemberCopyService;
import dev.shuke.member.MemberService;
import dev.shuke.member.RestrictionService;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
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
import java.util.function.Predicate;

/** Moves requests on, each step in one transaction with what it brings about. */
@ApplicationScoped
class PrivacyRequestService {
    private final TenantDb db;
    private final PrivacyRequestRepository repository;
    private final TaskRepository tasks;
    private final FulfilmentService fulfilment;
    private final MemberService members;
    private final MemberCopyService copies;
    private final RestrictionService restrictions;
    private final TenantKeyService keyService;
    private final Audit audit;

    PrivacyRequestService(
            TenantDb db,
            PrivacyRequestRepository repository,
            TaskRepository tasks,
            FulfilmentService fulfilment,
            MemberService members,
            MemberCopyService copies,
            RestrictionService restrictions,
            TenantKeyService keyService,
            Audit audit) {
        this.db = db;
        this.repository = repository;
        this.tasks = tasks;
        this.fulfilment = fulfilment;
        this.members = members;
        this.copies = copies;
        this.restrictions = restrictions;
        this.keyService = keyService;
        this.audit = audit;
    }

    /** @throws ApiException unknown_member, validation_failed, already_exists */
    Uni<PrivacyRequestView> receive(PrivacyRequestRequest request) {
        return receive(request, null);
    }

    /** @param method how it is known already that the member asks; null when it is not */
    Uni<PrivacyRequestView> receive(PrivacyRequestRequest request, VerificationMethod method) {
        requireFitting(request);
        return db.inTransaction(tx -> members.requireLiving(tx, request.memberId())
                .onFailure(ApiException.class)
                .transform(gone -> new ApiException(
                        ErrorCode.UNKNOWN_MEMBER,
                        "There is no such member.",
                        List.of(FieldError.at("/memberId", "is not known"))))
                .chain(living -> repository.insert(tx, request, living, method))
                .onItem()
                .ifNull()
                .failWith(() -> new ApiException(
                        ErrorCode.ALREADY_EXISTS, "The member has an open request of this type already."))
                .call(received -> record(tx, "privacy_request.received", received)));
    }

    private static void requireFitting(PrivacyRequestRequest request) {
        if ((request.type() == PrivacyRequestType.CORRECTION)
                == request.fields().isEmpty()) {
            throw ApiException.invalid("/fields", "must name what is wrong, of a correction and of nothing else");
        }
        if ((request.type() == PrivacyRequestType.EXPLANATION) == (request.decision() == null)) {
            throw ApiException.invalid("/decision", "must be given for an explanation and for nothing else");
        }
        if (request.decision() != null
                && request.decision().kind() == DecisionKind.SCORE
                && request.decision().segmentId() != null) {
            throw ApiException.invalid("/decision/segmentId", "must be absent for scores");
        }
    }

    Uni<Page<PrivacyRequestView>> list(PrivacyRequestFilter filter, PageRequest page) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return db.read(tx -> repository.list(tx, filter, after, limit + 1))
                .map(found -> Page.of(found, limit, one -> Cursor.after(one.id())));
    }

    Uni<PrivacyReportView> report() {
        return db.read(repository::report).map(PrivacyReportView::new);
    }

    /** @throws ApiException not_found */
    Uni<PrivacyRequestView> require(UUID id) {
        return db.inTransaction(tx -> require(repository.find(tx, id)).chain(found -> withTasks(tx, found)));
    }

    /** @throws ApiException not_found, privacy_request_state */
    Uni<PrivacyRequestView> verify(UUID id, VerificationRequest how) {
        if (how.method() == VerificationMethod.MEMBER_SESSION) {
            throw ApiException.invalid("/method", "must be how you know it: a session proves itself");
        }
        return db.inTransaction(tx -> lock(tx, id, request -> request.state() == PrivacyRequestState.RECEIVED)
                .chain(() -> repository.verify(tx, id, how))
                .call(verified -> record(tx, "privacy_request.verified", verified))
                .chain(verified -> withTasks(tx, verified)));
    }

    /** @throws ApiException not_found of the request or the member, privacy_request_state, field_forbidden */
    Uni<PrivacyRequestView> start(UUID id) {
        return keyService
                .current()
                .chain(keys -> db.inSpanningTransaction(tx ->
                        lock(tx, id, PrivacyRequestService::canStart).chain(request -> start(tx, request, keys))));
    }

    private static boolean canStart(PrivacyRequestView request) {
        return request.state() == PrivacyRequestState.VERIFIED || request.isBarredErasure();
    }

    private Uni<PrivacyRequestView> start(Tx tx, PrivacyRequestView request, TenantKeys keys) {
        return askStores(tx, request)
                .chain(() -> fulfilment.start(tx, request))
                .chain(done -> repository
                        .start(tx, request.id(), done.outcome(), done.file())
                        .call(() -> fulfilment.hand(tx, done, keys)))
                .call(started -> record(tx, "privacy_request.started", started))
                .chain(() -> repository.find(tx, request.id()))
                .chain(started -> withTasks(tx, started));
    }

    private Uni<Void> askStores(Tx tx, PrivacyRequestView request) {
        return request.type().asksStores()
                ? copies.person(tx, request.memberId())
                        .chain(person -> tasks.insert(tx, request.id(), person))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** @throws ApiException not_found of the request or of a task of the store that is open */
    Uni<PrivacyRequestView> confirm(UUID id, ConfirmationRequest confirmation) {
        return db.inTransaction(tx -> lock(tx, id, request -> request.state() == PrivacyRequestState.IN_PROGRESS)
                .call(() -> tasks.confirm(tx, id, confirmation.store(), confirmation.evidence())
                        .invoke(PrivacyRequestService::requireTask))
                .call(request -> record(tx, "privacy_request.task.confirmed", request))
                .chain(request -> withTasks(tx, request)));
    }

    private static void requireTask(int confirmed) {
        if (confirmed == 0) {
            throw ApiException.notFound("open task of the store");
        }
    }

    /** @throws ApiException not_found, privacy_request_state, validation_failed */
    Uni<PrivacyRequestView> complete(UUID id, CompletionRequest completion) {
        return db.inSpanningTransaction(tx -> lock(tx, id, PrivacyRequestService::canEnd)
                .call(request -> requireConfirmed(tx, id))
                .call(request -> correct(request, completion))
                .chain(() -> repository.complete(tx, id, completion.evidence()))
                .call(completed -> record(tx, "privacy_request.completed", completed))
                .chain(completed -> withTasks(tx, completed)));
    }

    private static boolean canEnd(PrivacyRequestView request) {
        return request.state() == PrivacyRequestState.IN_PROGRESS && request.isWritten();
    }

    private Uni<Void> requireConfirmed(Tx tx, UUID id) {
        return tasks.list(tx, id)
                .invoke(all -> {
                    if (all.stream().anyMatch(task -> task.confirmed() == null)) {
                        throw wrongStep("Not all stores have confirmed.");
                    }
                })
                .replaceWithVoid();
    }

    /** In the transaction of the completion. */
    private Uni<Void> correct(PrivacyRequestView request, CompletionRequest completion) {
        if ((request.type() == PrivacyRequestType.CORRECTION) == (completion.changes() == null)) {
            throw ApiException.invalid("/changes", "must be given for a correction and for nothing else");
        }
        if (!request.fields().containsAll(completion.changed())) {
            throw ApiException.invalid("/changes", "must be of the fields alone that the request names");
        }
        return completion.changes() == null
                ? Uni.createFrom().voidItem()
                : members.update(request.memberId(), completion.changes()).replaceWithVoid();
    }

    /** @throws ApiException not_found, privacy_request_state */
    Uni<PrivacyRequestView> refuse(UUID id, RefusalRequest refusal) {
        return db.inTransaction(tx -> lock(tx, id, PrivacyRequestService::canRefuse)
                .chain(() -> repository.refuse(tx, id, refusal))
                .call(refused -> record(tx, "privacy_request.refused", refused))
                .chain(refused -> withTasks(tx, refused)));
    }

    /** As long as nothing was done that a refusal would belie. */
    private static boolean canRefuse(PrivacyRequestView request) {
        return switch (request.state()) {
            case RECEIVED, VERIFIED -> true;
            case IN_PROGRESS -> request.type().isFile() || request.type() == PrivacyRequestType.CORRECTION;
            case COMPLETED, REFUSED -> false;
        };
    }

    /** @throws ApiException not_found, privacy_request_state */
    Uni<PrivacyRequestView> lift(UUID id) {
        return db.inTransaction(tx -> lock(tx, id, PrivacyRequestService::canLift)
                .chain(() -> repository.lift(tx, id))
                .call(lifted -> settle(tx, lifted))
                .call(lifted -> record(tx, "privacy_request.lifted", lifted))
                .chain(lifted -> withTasks(tx, lifted)));
    }

    private static boolean canLift(PrivacyRequestView request) {
        return request.type().canBeLifted()
                && request.state() == PrivacyRequestState.COMPLETED
                && request.outcome() == RequestOutcome.DONE;
    }

    /** As the person's other requests still have it. */
    private Uni<Void> settle(Tx tx, PrivacyRequestView lifted) {
        return members.lockLiving(tx, lifted.memberId())
                .chain(living -> copies.person(tx, living)
                        .chain(person -> repository.stands(tx, person, lifted.type()))
                        .chain(stands -> lifted.type() == PrivacyRequestType.RESTRICTION
                                ? restrictions.restrict(tx, living, stands)
                                : restrictions.object(tx, living, stands)));
    }

    private Uni<PrivacyRequestView> lock(Tx tx, UUID id, Predicate<PrivacyRequestView> fitting) {
        return require(repository.lock(tx, id)).invoke(request -> {
            if (!fitting.test(request)) {
                throw wrongStep("What it is waiting for is told by its state.");
            }
        });
    }

    private static ApiException wrongStep(String detail) {
        return new ApiException(ErrorCode.PRIVACY_REQUEST_STATE, detail);
    }

    private static Uni<PrivacyRequestView> require(Uni<PrivacyRequestView> found) {
        return found.onItem().ifNull().failWith(() -> ApiException.notFound("privacy request"));
    }

    private Uni<PrivacyRequestView> withTasks(Tx tx, PrivacyRequestView request) {
        return tasks.list(tx, request.id()).map(request::with);
    }

    private Uni<Void> record(Tx tx, String action, PrivacyRequestView request) {
        return audit.record(
                tx,
                AuditEntry.of(action, "privacy_request", request.id())
                        .on(List.of(request.type().key())));
    }
}
