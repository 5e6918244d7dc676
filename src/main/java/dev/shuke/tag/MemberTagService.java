package dev.shuke.tag;

import dev.shuke.member.MemberService;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The tags of one member: given, taken away, told. Nobody sees or gives those whose field group he is not shown whole. */
@ApplicationScoped
public class MemberTagService {
    /** A tag that the member has, and whether the call gave it. */
    record Given(MemberTagView tag, boolean isNew) {}

    private final TenantDb db;
    private final TagService tags;
    private final MemberTagRepository repository;
    private final MemberService members;
    private final TagSweep sweep;

    MemberTagService(
            TenantDb db, TagService tags, MemberTagRepository repository, MemberService members, TagSweep sweep) {
        this.db = db;
        this.tags = tags;
        this.repository = repository;
        this.members = members;
        this.sweep = sweep;
    }

    /**
     * Those that the caller sees, by key.
     *
     * @throws ApiException not_found
     */
    public Uni<List<MemberTagView>> list(UUID memberId) {
        return db.inTransaction(tx ->
                members.requireLiving(tx, memberId).chain(member -> repository.list(tx, member, visible(tx.call()))));
    }

    /** @throws ApiException not_found */
    Uni<Page<TagChangeView>> history(UUID memberId, PageRequest page) {
        int limit = page.limit();
        UUID before = page.cursorOr(Cursor.NEWEST).id();
        return db.inTransaction(tx -> members.requireLiving(tx, memberId)
                .chain(member -> repository.history(tx, member, before, limit + 1, visible(tx.call())))
                .map(changes -> Page.of(changes, limit, change -> Cursor.after(change.id()))));
    }

    /** As a write of the caller will answer, null when the member has it not; nobody else changes it meanwhile. */
    Uni<MemberTagView> findForUpdate(UUID memberId, String key) {
        return db.inTransaction(tx -> members.lockLiving(tx, memberId)
                .chain(member -> usable(tx, key).chain(of -> repository.find(tx, member, key))));
    }

    /** @throws ApiException not_found, field_forbidden, validation_failed; better_source when something better is known */
    Uni<Given> give(UUID memberId, String key, AssignmentRequest request) {
        return db.inTransaction(tx -> members.lockLiving(tx, memberId)
                .chain(member -> usable(tx, key)
                        .map(of -> Assignment.of(of, request, tx.call().caller().subject()))
                        .chain(assignment -> give(tx, member, assignment))));
    }

    private Uni<Given> give(Tx tx, UUID member, Assignment assignment) {
        return repository
                .find(tx, member, assignment.tag())
                .chain(held -> repository
                        .write(tx, assignment, member)
                        .invoke(MemberTagService::requireWritten)
                        .call(() -> sweep.start(tx, assignment))
                        .chain(() -> repository.find(tx, member, assignment.tag()))
                        .map(tag -> new Given(tag, held == null)));
    }

    /**
     * Before {@link #give(Tx, String, AssignmentRequest, String, UUID...)}, which goes on when the caller is gone.
     *
     * @throws ApiException not_found, field_forbidden, validation_failed
     */
    public Uni<Void> requireUsable(Tx tx, String key, AssignmentRequest request) {
        return usable(tx, key)
                .invoke(of -> Assignment.of(of, request, tx.call().caller().subject()))
                .replaceWithVoid();
    }

    /**
     * Gives it to all of them who are nobody else by now.
     *
     * @param writer the subject of who has asked for it
     * @return to how many; to the others somebody who knows better has said something else
     * @throws ApiException not_found, validation_failed
     */
    public Uni<Integer> give(Tx tx, String key, AssignmentRequest request, String writer, UUID... members) {
        return tags.requireAssignable(tx, key)
                .map(of -> Assignment.of(of, request, writer))
                .call(assignment -> sweep.start(tx, assignment))
                .chain(assignment -> repository
                        .lock(tx, members)
                        .chain(living -> repository.write(tx, assignment, living.toArray(UUID[]::new))))
                .map(List::size);
    }

    /**
     * Before {@link #take(Tx, String, String, UUID...)}, which goes on when the caller is gone.
     *
     * @throws ApiException not_found, field_forbidden
     */
    public Uni<Void> requireUsable(Tx tx, String key) {
        return usable(tx, key).replaceWithVoid();
    }

    /**
     * Takes it by hand from all of them who have it and are nobody else by now.
     *
     * @param writer the subject of who has asked for it
     * @throws ApiException not_found
     */
    public Uni<Void> take(Tx tx, String key, String writer, UUID... members) {
        return tags.requireAssignable(tx, key)
                .chain(of -> repository
                        .lock(tx, members)
                        .chain(living -> repository.held(tx, living.toArray(UUID[]::new), of.slot()))
                        .map(held -> held.stream()
                                .filter(one -> !one.removed() && one.tag().key().equals(key))
                                .map(TagBatch.Held::member)
                                .toArray(UUID[]::new))
                        .chain(from -> repository.write(tx, Assignment.removal(of, writer), from)))
                .replaceWithVoid();
    }

    /**
     * What Shuke has worked out about all of them who are nobody else by now.
     *
     * @param value null: they have it not
     * @return to how many it was written
     */
    public Uni<Integer> giveBySystem(Tx tx, String key, String value, UUID... members) {
        return tags.requireAssignable(tx, key)
                .map(of -> Assignment.bySystem(of, value))
                .chain(assignment -> repository
                        .lock(tx, members)
                        .chain(living -> repository.write(tx, assignment, living.toArray(UUID[]::new))))
                .map(List::size);
    }

    /**
     * What a rule says of all of them who are nobody else by now.
     *
     * @return to how many it was written; of the others something better is known
     */
    public Uni<Integer> giveByRule(Tx tx, String key, RuleAssignment word, UUID... members) {
        return tags.requireAssignable(tx, key)
                .map(of -> Assignment.byRule(of, word))
                .call(assignment -> sweep.start(tx, assignment))
                .chain(assignment -> repository
                        .lock(tx, members)
                        .chain(living -> repository.write(tx, assignment, living.toArray(UUID[]::new))))
                .map(List::size);
    }

    /**
     * What rules have said of them about a slot is said no more: anybody may say something else.
     *
     * @return from how many something was taken
     */
    public Uni<Integer> withdrawByRule(Tx tx, String slot, UUID... members) {
        return members.length == 0
                ? Uni.createFrom().item(0)
                : repository
                        .lock(tx, members)
                        .chain(living -> repository.withdraw(tx, slot, living.toArray(UUID[]::new)))
                        .map(List::size);
    }

    private static void requireWritten(List<UUID> written) {
        if (written.isEmpty()) {
            throw betterSource();
        }
    }

    static ApiException betterSource() {
        return new ApiException(
                ErrorCode.BETTER_SOURCE, "Somebody who knows better has said something else of the member.");
    }

    /**
     * Without effect when the member has it not.
     *
     * @throws ApiException not_found, field_forbidden
     */
    Uni<Void> take(UUID memberId, String key) {
        return db.inTransaction(tx ->
                members.lockLiving(tx, memberId).chain(member -> usable(tx, key).chain(of -> take(tx, member, of))));
    }

    private Uni<Void> take(Tx tx, UUID member, Assignable of) {
        return repository
                .find(tx, member, of.tag().key())
                .onItem()
                .ifNotNull()
                .transformToUni(held -> repository.write(
                        tx, Assignment.removal(of, tx.call().caller().subject()), member))
                .replaceWithVoid();
    }

    private Uni<Assignable> usable(Tx tx, String key) {
        return tags.requireAssignable(tx, key).invoke(of -> {
            if (!FieldPolicy.of(tx.call()).canReadWhole(of.tag().sensitivity())) {
                throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "Such tags are not for this caller.");
            }
        });
    }

    /** The groups whose tags the caller sees. */
    private static String[] visible(CallContext call) {
        FieldPolicy policy = FieldPolicy.of(call);
        return Arrays.stream(FieldGroup.values())
                .filter(policy::canReadWhole)
                .map(FieldGroup::key)
                .toArray(String[]::new);
    }
}
