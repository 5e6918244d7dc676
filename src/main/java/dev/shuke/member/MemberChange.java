package dev.shuke.member;

import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.web.FreeAttributes;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** What the rows of a batch together do to one member, the later ones over the earlier. */
final class MemberChange {
    private final UUID id;
    private final MemberKey key;
    private final boolean isNew;
    private Set<String> attributeKeys;
    private final JsonObject attributes = new JsonObject();
    private final Set<String> removed = new HashSet<>();
    private Profile profile = Profile.EMPTY;
    private int rows;

    private MemberChange(UUID id, MemberKey key, boolean isNew, Set<String> attributeKeys) {
        this.id = id;
        this.key = key;
        this.isNew = isNew;
        this.attributeKeys = attributeKeys;
    }

    static MemberChange create(UUID id, TenantKeys keys) {
        return new MemberChange(id, keys.newMemberKey(id), true, Set.of());
    }

    /** @param attributeKeys what the member has now */
    static MemberChange of(UUID id, MemberKey key, Set<String> attributeKeys) {
        return new MemberChange(id, key, false, attributeKeys);
    }

    /** @throws dev.shuke.platform.web.ApiException validation_failed, when the member would get too many attributes */
    void add(ProfileChange change, Attributes sent) {
        Set<String> kept = new HashSet<>(attributeKeys);
        kept.addAll(sent.values().fieldNames());
        kept.removeAll(Set.of(sent.removed()));
        Attributes.requireRoom(kept.size());
        attributeKeys = kept;
        sent.values().forEach(attribute -> removed.remove(attribute.getKey()));
        attributes.mergeIn(sent.values());
        removed.addAll(Set.of(sent.removed()));
        profile = profile.completedBy(change.values());
        rows++;
    }

    UUID id() {
        return id;
    }

    MemberKey key() {
        return key;
    }

    boolean isNew() {
        return isNew;
    }

    Profile profile() {
        return profile;
    }

    /** To write, before those {@link #removed} are taken away. */
    JsonObject attributes() {
        return attributes;
    }

    Set<String> removed() {
        return removed;
    }

    /** How many rows of the batch are in it. */
    int rows() {
        return rows;
    }

    static boolean overfull(int attributes) {
        return attributes > FreeAttributes.MAX_KEYS;
    }
}
