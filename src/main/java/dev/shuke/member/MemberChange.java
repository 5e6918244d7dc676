package dev.shuke.member;

import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.web.FreeAttributes;
import java.util.UUID;

/** What the rows of a batch together do to one member, the later ones over the earlier. */
final class MemberChange {
    private final UUID id;
    private final MemberKey key;
    private final boolean isNew;
    private HeldAttributes held;
    private final AttributeChange attributes = new AttributeChange();
    private Profile profile = Profile.EMPTY;
    private int rows;

    private MemberChange(UUID id, MemberKey key, boolean isNew, HeldAttributes held) {
        this.id = id;
        this.key = key;
        this.isNew = isNew;
        this.held = held;
    }

    static MemberChange create(UUID id, TenantKeys keys) {
        return new MemberChange(id, keys.newMemberKey(id), true, new HeldAttributes());
    }

    /** @param held what the member has now */
    static MemberChange of(UUID id, MemberKey key, HeldAttributes held) {
        return new MemberChange(id, key, false, held);
    }

    /** @throws dev.shuke.platform.web.ApiException validation_failed, when the member would get too many attributes */
    void add(ProfileChange change, AttributeChange sent) {
        HeldAttributes kept = held.copy();
        sent.applyTo(kept);
        Attributes.requireRoom(kept.size());
        held = kept;
        attributes.add(sent);
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

    AttributeChange attributes() {
        return attributes;
    }

    /** How many rows of the batch are in it. */
    int rows() {
        return rows;
    }

    static boolean overfull(int attributes) {
        return attributes > FreeAttributes.MAX_KEYS;
    }
}
