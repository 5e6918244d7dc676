package dev.shuke.member;

import dev.shuke.member.MemberView.IdentityView;
import dev.shuke.member.MemberView.Metrics;
import dev.shuke.platform.privacy.Birthday;
import dev.shuke.platform.privacy.Email;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.privacy.PersonName;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tenant;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A member as stored: sealed, with its metrics and identities.
 *
 * @param incomplete whether others are merged into it, whose keys were not read with it: it cannot be viewed
 */
record MemberRow(
        UUID id,
        byte[] dataKey,
        byte[] name,
        byte[] email,
        Gender gender,
        Birthday birthday,
        String city,
        Map<String, Object> attributes,
        long frequency,
        long monetary,
        Instant firstOrderAt,
        Instant lastOrderAt,
        List<SealedIdentity> identities,
        boolean incomplete,
        Instant createdAt,
        Instant updatedAt) {

    static final String NAME = "member|name";
    static final String EMAIL = "member|email";

    /** Where a sealed identity stands: a value moved to another kind, which masks otherwise, does not open. */
    static String place(IdentityKind kind) {
        return "member_identity|sealed|" + kind.key();
    }

    /**
     * An identity as stored.
     *
     * @param origin the merged member under whose key it is sealed; null for the member itself
     */
    record SealedIdentity(IdentityKind kind, byte[] sealed, Origin origin) {}

    /** A merged member, with its wrapped key. */
    record Origin(UUID id, byte[] key) {
        private static final int ID_BYTES = 16;

        /** From its id and key, one behind the other; null from null. */
        static Origin of(Buffer both) {
            return both == null
                    ? null
                    : new Origin(
                            new UUID(both.getLong(0), both.getLong(Long.BYTES)),
                            both.getBytes(ID_BYTES, both.length()));
        }
    }

    /** Unsealed, under types that mask. */
    MemberView view(Tenant tenant, TenantKeys keys) {
        MemberKey key = keys.memberKey(id, dataKey);
        return new MemberView(
                id,
                identities.stream().map(identity -> view(identity, key, keys)).toList(),
                profile(key),
                StoredAttributes.read(attributes, group -> true, key),
                new Metrics(
                        recencyDays(tenant),
                        frequency,
                        new Money(monetary, tenant.currency()),
                        firstOrderAt,
                        lastOrderAt),
                null,
                createdAt,
                updatedAt);
    }

    private IdentityView view(SealedIdentity identity, MemberKey own, TenantKeys keys) {
        return new IdentityView(identity.kind(), new IdentityValue(identity.kind(), null, clear(identity, own, keys)));
    }

    /** @param own the member's key, which the identity need not be sealed under */
    static String clear(SealedIdentity identity, MemberKey own, TenantKeys keys) {
        Origin origin = identity.origin();
        MemberKey key = origin == null ? own : keys.memberKey(origin.id(), origin.key());
        return key.open(place(identity.kind()), identity.sealed());
    }

    private Profile profile(MemberKey key) {
        return new Profile(
                name == null ? null : new PersonName(key.open(NAME, name)),
                gender,
                birthday,
                email == null ? null : new Email(key.open(EMAIL, email)),
                city);
    }

    private Long recencyDays(Tenant tenant) {
        return lastOrderAt == null
                ? null
                : ChronoUnit.DAYS.between(
                        lastOrderAt.atZone(tenant.zone()).toLocalDate(), LocalDate.now(tenant.zone()));
    }
}
