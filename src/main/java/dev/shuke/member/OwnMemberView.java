package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.Revealed;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member as he sees himself: in clear, and of what the merchant notes about him nothing. */
@WithETag(personal = true)
@Schema(
        name = "OwnMember",
        requiredProperties = {"id", "identities", "profile", "createdAt", "updatedAt"})
public record OwnMemberView(
        UUID id, List<OwnIdentity> identities, OwnProfile profile, Instant createdAt, Instant updatedAt) {

    /** What people know themselves by; the names that other systems have for them are none of these. */
    private static final Set<IdentityKind> SHOWN = Set.of(IdentityKind.PHONE, IdentityKind.EMAIL, IdentityKind.CARD);

    /** One way to recognise the member. */
    @Schema(
            name = "OwnIdentity",
            requiredProperties = {"kind", "value"})
    public record OwnIdentity(
            @Schema(description = "phone, email or card") IdentityKind kind, Revealed value) {}

    /** The built-in attributes, each of them optional. */
    @Schema(name = "OwnProfile")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OwnProfile(
            Revealed name,
            Gender gender,
            Revealed birthday,
            Revealed email,
            @Schema(examples = "Shanghai") String city) {}

    /** @throws IllegalStateException unless the member himself calls: a bug, and nobody is told */
    static OwnMemberView of(MemberRow member, Caller caller, TenantKeys keys) {
        if (!caller.memberId().equals(member.id())) {
            throw new IllegalStateException("a member is shown another");
        }
        MemberKey key = keys.memberKey(member.id(), member.dataKey());
        return new OwnMemberView(
                member.id(),
                member.identities().stream()
                        .filter(identity -> SHOWN.contains(identity.kind()))
                        .map(identity ->
                                new OwnIdentity(identity.kind(), Revealed.of(MemberRow.clear(identity, key, keys))))
                        .toList(),
                new OwnProfile(
                        Revealed.of(key.open(MemberRow.NAME, member.name())),
                        member.gender(),
                        Revealed.of(
                                member.birthday() == null
                                        ? null
                                        : member.birthday().clear().toString()),
                        Revealed.of(key.open(MemberRow.EMAIL, member.email())),
                        member.city()),
                member.createdAt(),
                member.updatedAt());
    }
}
