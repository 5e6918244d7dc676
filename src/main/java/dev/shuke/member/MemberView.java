package dev.shuke.member;

import dev.shuke.platform.privacy.AmountBand;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member as one caller sees it: masked, and without the groups that the caller may not see. */
@WithETag(personal = true)
@Schema(
        name = "Member",
        description = "Groups of fields that the caller may not see are absent",
        requiredProperties = {"id", "createdAt"})
public record MemberView(
        UUID id,
        List<IdentityView> identities,
        Profile profile,
        Map<String, Object> attributes,
        Metrics metrics,

        @Schema(description = "Where the id asked for is that of a member that was merged into this one: this one's id")
        UUID mergedInto,

        Instant createdAt,

        @Schema(description = "Absent for callers to whom it would tell that something hidden has changed")
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
    @Schema(name = "Metrics")
    public record Metrics(
            @Schema(
                    description =
                            "Days since the last order, counted in the tenant's timezone; absent without an order",
                    examples = "3")
            Long recencyDays,

            @Schema(description = "Paid orders", examples = "7")
            Long frequency,

            @Schema(description = "What those orders came to, refunds not deducted")
            Money monetary,

            @Schema(description = "In its place, for callers who may only know its size")
            AmountBand monetaryBand,

            Instant firstOrderAt,
            Instant lastOrderAt) {

        /** Null when there is nothing that the caller may see. */
        Metrics orNull() {
            return Stream.of(recencyDays, frequency, monetary, monetaryBand, firstOrderAt, lastOrderAt)
                            .allMatch(Objects::isNull)
                    ? null
                    : this;
        }
    }
}
