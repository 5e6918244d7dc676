package dev.shuke.member;

import dev.shuke.attribute.AttributeView;
import dev.shuke.collection.CollectionRuleView;
import dev.shuke.collection.Door;
import dev.shuke.member.Attributes.Screened;
import dev.shuke.member.IdentityRepository.Binding;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BulkResult;
import dev.shuke.platform.web.BulkResult.Rejected;
import dev.shuke.platform.web.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What sending the rows one after the other would do, found out without a write: a row sees the members and identities
 * that the rows before it have made. What is left to write is one change for each member.
 */
final class MemberBatch {
    /** A row that is well formed. */
    record Row(int index, List<IdentityValue> identities, ProfileChange change, Attributes attributes) {}

    private final CallContext call;
    private final TenantKeys keys;
    private final Map<String, AttributeView> definitions;
    private final Door door;
    private final Map<IdentityValue, UUID> owners;
    private final Map<UUID, MemberChange> members = new HashMap<>();
    private final Map<UUID, MemberChange> changed = new LinkedHashMap<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Rejected> rejected;
    private final List<Rejected> leftOut = new ArrayList<>();
    private int created;
    private int updated;

    /**
     * @param owners of the identities that are known
     * @param known those owners
     * @param definitions of the attributes that the rows name
     * @param door for those
     * @param malformed what is rejected already
     */
    MemberBatch(
            CallContext call,
            TenantKeys keys,
            Map<IdentityValue, UUID> owners,
            Collection<MemberChange> known,
            Map<String, AttributeView> definitions,
            Door door,
            Collection<Rejected> malformed) {
        this.call = call;
        this.keys = keys;
        this.definitions = definitions;
        this.door = door;
        this.owners = new HashMap<>(owners);
        this.rejected = new ArrayList<>(malformed);
        known.forEach(member -> members.put(member.id(), member));
    }

    /** Each row has its whole effect or none. */
    void apply(List<Row> rows) {
        for (Row row : rows) {
            try {
                apply(row);
            } catch (ApiException refusal) {
                rejected.add(Rejected.of(row.index(), refusal));
            }
        }
    }

    private void apply(Row row) {
        Set<UUID> found = new HashSet<>();
        row.identities().stream().filter(owners::containsKey).forEach(identity -> found.add(owners.get(identity)));
        if (found.size() > 1) {
            throw new ApiException(
                    ErrorCode.IDENTITY_CONFLICT, "The identities belong to " + found.size() + " members.");
        }
        MemberChange member = found.isEmpty()
                ? MemberChange.create(Ids.next(), keys)
                : members.get(found.iterator().next());
        Screened screened = row.attributes().through(door, member.id());
        member.add(row.change(), screened.kept().change(definitions, call, member.key()));
        if (!screened.leftOut().isEmpty()) {
            leftOut.add(Rejected.of(row.index(), CollectionRuleView.refusal(screened.leftOut())));
        }
        members.put(member.id(), member);
        changed.put(member.id(), member);
        row.identities().stream()
                .filter(identity -> owners.putIfAbsent(identity, member.id()) == null)
                .forEach(identity -> bindings.add(new Binding(identity, member.id(), member.key(), member.isNew())));
        created += found.isEmpty() ? 1 : 0;
        updated += found.isEmpty() ? 0 : 1;
    }

    List<Binding> bindings() {
        return bindings;
    }

    List<MemberChange> changes() {
        return List.copyOf(changed.values());
    }

    BulkResult result() {
        return new BulkResult(
                created,
                updated,
                rejected.stream()
                        .sorted(Comparator.comparingInt(Rejected::index))
                        .toList(),
                leftOut);
    }
}
