package dev.shuke.tag;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.Counting;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** How members move between the tags of an exclusive group. */
@ApplicationScoped
public class TagTransitionService {
    private static final int MONTH = 30;

    private final TenantDb db;
    private final TagService tags;
    private final PurposeService purposes;
    private final TagTransitionRepository repository;

    TagTransitionService(TenantDb db, TagService tags, PurposeService purposes, TagTransitionRepository repository) {
        this.db = db;
        this.tags = tags;
        this.purposes = purposes;
        this.repository = repository;
    }

    /**
     * @param from null for thirty days before the last
     * @param to null for today
     * @throws ApiException not_found of the group, field_forbidden, invalid_parameter, purpose_unavailable, purpose_forbidden
     */
    Uni<TagTransitions> transitions(Purpose purpose, String key, LocalDate from, LocalDate to) {
        LocalDate last =
                to == null ? LocalDate.now(CallContext.current().tenant().zone()) : to;
        LocalDate first = from == null ? last.minusDays(MONTH) : from;
        if (first.isAfter(last)) {
            throw ApiException.invalidParameter("from", "must not be after to");
        }
        return tags.require(key).invoke(TagTransitionService::requireExclusive).chain(group -> {
            boolean rounded = rounded(CallContext.current(), group.sensitivity());
            return db.inTransaction(tx -> purposes.requireUsable(tx, purpose)
                            .chain(() -> repository.moves(tx, new Counting(purpose, rounded), key, first, last)))
                    .map(moves ->
                            new TagTransitions(key, first, last, rounded, rounded ? Transition.rounded(moves) : moves));
        });
    }

    private static void requireExclusive(TagView group) {
        if (!group.exclusive()) {
            throw ApiException.notFound("exclusive group of tags");
        }
    }

    /** Whether the caller may be told of nobody in particular: asked about as in a rule. */
    private static boolean rounded(CallContext call, FieldGroup sensitivity) {
        FieldPolicy policy = FieldPolicy.of(call);
        boolean whole = policy.canReadWhole(sensitivity);
        if (!whole && (policy.sight(sensitivity) != Sight.AGGREGATE || sensitivity == FieldGroup.AMOUNT)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "Such tags are not for this caller.");
        }
        Caller caller = call.caller();
        return !whole || caller.kind() != Caller.Kind.APP && !caller.may(Permission.MEMBERS_READ);
    }
}
