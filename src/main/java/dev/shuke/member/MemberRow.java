package dev.shuke.member;

import dev.shuke.member.MemberView.IdentityView;
import dev.shuke.member.MemberView.Metrics;
import dev.shuke.platform.privacy.AmountBand;
import dev.shuke.platform.privacy.Birthday;
import dev.shuke.platform.privacy.Email;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.privacy.PersonName;
import dev.shuke.platform.privacy.Revealed;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** For a caller who may write members and not read them: nothing that was not sent. */
    MemberView idOnly() {
        return new MemberView(id, null, null, null, null, null, createdAt, updatedAt, null);
    }

    /** Unsealed, under types that mask, as far as the call's caller may see it. */
    MemberView view(CallContext call, TenantKeys keys) {
        return view(call, FieldPolicy.of(call), keys);
    }

    /** As {@link #view(CallContext, TenantKeys)}, for many. */
    MemberView view(CallContext call, FieldPolicy policy, TenantKeys keys) {
        MemberKey key = keys.memberKey(id, dataKey);
        return new MemberView(
                id,
                policy.canRead(FieldGroup.CONTACT) ? identities(key, keys) : null,
                profile(policy, key),
                attributes(policy, key),
                metrics(policy, call.tenant()),
                null,
                createdAt,
                policy.seesAllOfRow() ? updatedAt : null,
                null);
    }

    private Map<String, Object> attributes(FieldPolicy policy, MemberKey key) {
        Map<String, Object> seen = StoredAttributes.read(attributes, policy::canReadWhole, key);
        return seen.isEmpty() && !policy.canRead(FieldGroup.PREFERENCE) ? null : seen;
    }

    private List<IdentityView> identities(MemberKey key, TenantKeys keys) {
        return identities.stream()
                .map(identity -> new IdentityView(
                        identity.kind(), new IdentityValue(identity.kind(), null, clear(identity, key, keys))))
                .toList();
    }

    /** @param own the member's key, which the identity need not be sealed under */
    static String clear(SealedIdentity identity, MemberKey own, TenantKeys keys) {
        Origin origin = identity.origin();
        MemberKey key = origin == null ? own : keys.memberKey(origin.id(), origin.key());
        return key.open(place(identity.kind()), identity.sealed());
    }

    private Profile profile(FieldPolicy policy, MemberKey key) {
        boolean contact = policy.canRead(FieldGroup.CONTACT);
        boolean identity = policy.canRead(FieldGroup.IDENTITY);
        boolean plain = policy.canRead(FieldGroup.PROFILE);
        return !contact && !identity && !plain
                ? null
                : new Profile(
                        identity && name != null ? new PersonName(key.open(NAME, name)) : null,
                        plain ? gender : null,
                        plain ? birthday : null,
                        contact && email != null ? new Email(key.open(EMAIL, email)) : null,
                        plain ? city : null);
    }

    /** Of one who sees only what is recent, the last order and not the number of all. */
    private Metrics metrics(FieldPolicy policy, Tenant tenant) {
        boolean all = policy.sight(FieldGroup.BEHAVIOUR).atLeast(Sight.FULL);
        Sight amount = policy.sight(FieldGroup.AMOUNT);
        Money money = new Money(monetary, tenant.currency());
        Long days = recencyDays(tenant);
        boolean last = all || policy.canRead(FieldGroup.BEHAVIOUR) && days != null && days <= FieldPolicy.RECENT_DAYS;
        return Metrics.of(
                        last ? days : null,
                        all ? frequency : null,
                        amount.atLeast(Sight.FULL) ? money : null,
                        amount == Sight.PARTIAL ? AmountBand.of(money) : null,
                        all ? firstOrderAt : null,
                        last ? lastOrderAt : null)
                .orNull();
    }

    private Long recencyDays(Tenant tenant) {
        return lastOrderAt == null
                ? null
                : ChronoUnit.DAYS.between(
                        lastOrderAt.atZone(tenant.zone()).toLocalDate(), LocalDate.now(tenant.zone()));
    }

    /** Clear text, for whoever was found to be allowed to see these fields. */
    RevealView reveal(Set<RevealField> fields, TenantKeys keys) {
        MemberKey key = keys.memberKey(id, dataKey);
        Map<RevealField, Revealed> first = new EnumMap<>(RevealField.class);
        List<RevealView.Identity> more = new ArrayList<>();
        if (fields.contains(RevealField.NAME) && name != null) {
            first.put(RevealField.NAME, Revealed.of(key.open(NAME, name)));
        }
        if (fields.contains(RevealField.BIRTHDAY) && birthday != null) {
            first.put(RevealField.BIRTHDAY, Revealed.of(birthday.clear().toString()));
        }
        if (fields.contains(RevealField.EMAIL) && email != null) {
            first.put(RevealField.EMAIL, Revealed.of(key.open(EMAIL, email)));
        }
        for (SealedIdentity identity : identities) {
            RevealField field = RevealField.valueOf(identity.kind().name());
            if (fields.contains(field)) {
                Revealed value = Revealed.of(clear(identity, key, keys));
                Revealed known = first.putIfAbsent(field, value);
                if (known != null && !known.equals(value)) {
                    more.add(new RevealView.Identity(identity.kind(), value));
                }
            }
        }
        return RevealView.of(first, more);
    }
}
