package dev.shuke.staff;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Who may do what to whom. An admin has every power over staff but those that concern owners. */
final class StaffRules {
    private static final String STORES = "/stores";

    private StaffRules() {}

    /** @throws ApiException forbidden, when an owner is concerned and the caller is none */
    static void requireAuthority(Caller caller, boolean ownerConcerned) {
        if (ownerConcerned && !caller.roles().contains(StaffRole.OWNER)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Only an owner makes, changes or removes an owner.");
        }
    }

    /**
     * A role at a store without a store would mean nobody or everybody, and stores mean nothing to the other roles.
     *
     * @throws ApiException validation_failed
     */
    static void requireFit(Assignment wanted) {
        boolean atStores = wanted.roles().stream().anyMatch(StaffRole::atStores);
        if (atStores && wanted.stores().isEmpty()) {
            throw ApiException.invalid(STORES, "must name a store for a manager or associate");
        }
        if (!atStores && !wanted.stores().isEmpty()) {
            throw ApiException.invalid(STORES, "must be empty: only managers and associates work at stores");
        }
    }

    /**
     * @param sent as they stand in the body
     * @throws ApiException validation_failed, pointing at each code that no store has
     */
    static void requireKnown(List<String> sent, Set<String> known) {
        List<FieldError> unknown = IntStream.range(0, sent.size())
                .filter(i -> !known.contains(sent.get(i)))
                .mapToObj(i -> FieldError.at(STORES + "/" + i, "is no store's code"))
                .toList();
        if (!unknown.isEmpty()) {
            throw ApiException.invalid(unknown);
        }
    }

    /**
     * @param owners the active ones, locked
     * @throws ApiException last_owner
     */
    static void requireAnotherOwner(StoredStaff leaving, List<UUID> owners) {
        if (leaving.owner() && owners.stream().allMatch(leaving.id()::equals)) {
            throw new ApiException(ErrorCode.LAST_OWNER, "Make somebody else an owner first.");
        }
    }
}
