package dev.shuke.member;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member as callers see one: masked. */
@WithETag(personal = true)
@Schema(
        name = "Member",
        requiredProperties = {"id", "createdAt", "updatedAt"})
public record MemberView(
        UUID id,
        List<IdentityView> identities,
        Profile profile,
        Map<String, Object> attributes,
        Metrics metrics,

        @Schema(description = "Where the id asked for is that of a member that was merged into this one: this one's id")
        UUID mergedInto,

        Instant createdAt,
        Instant updatedAt) {

    /** For who asked by the id of a member that was merged into this one. */
    MemberView merged() {
        return new MemberView(id, identities, profile, attributes, metrics, id, createdAt, updatedAt);
    }

    /** One way to recognise the member. */
    @Schema(
            name = "Identity",
            requiredProperties = {"kind", "value"})
    public record IdentityView(IdentityKind kind, IdentityValue value) {}

    /** Numbers kept up to date with every event. */
    @Schema(
            name = "Metrics",
            requiredProperties = {"frequency", "monetary"})
    public record Metrics(
            @Schema(
                    description =
                            "Days since the last order, counted in the tenant's timezone; absent without an order",
                    examples = "3")
            Long recencyDays,

            @Schema(description = "Paid orders", examples = "7")
            long frequency,

            @Schema(description = "What those orders came to, refunds not deducted")
            Money monetary,

            Instant firstOrderAt,
            Instant lastOrderAt) {}

    /** For a caller who may write members and not read them: nothing that was not sent. */
    MemberView idOnly() {
        return new MemberView(id, null, null, null, null, mergedInto, createdAt, updatedAt);
    }
}
