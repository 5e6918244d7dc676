package dev.shuke.member;

import dev.shuke.platform.privacy.AmountBand;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        Instant updatedAt,

        @Schema(
                description =
                        "Of what was sent: what was not written, since the member does not allow what it is for. Only"
                                + " in the answer to a write, and then its ETag is not that of the member: read it again")
        List<FieldError> leftOut) {

    /** For who asked by the id of a member that was merged into this one. */
    MemberView merged() {
        return new MemberView(id, identities, profile, attributes, metrics, id, createdAt, updatedAt, leftOut);
    }

    /** Written without these, of which there may be none. */
    MemberView without(List<FieldError> missing) {
        return missing.isEmpty()
                ? this
                : new MemberView(
                        id, identities, profile, attributes, metrics, mergedInto, createdAt, updatedAt, missing);
    }

    /** With the numbers that are not read with the member. */
    public MemberView with(Metrics.More more) {
        Metrics known = metrics == null ? Metrics.of(null, null, null, null, null, null) : metrics;
        return new MemberView(
                id,
                identities,
                profile,
                attributes,
                known.with(more).orNull(),
                mergedInto,
                createdAt,
                updatedAt,
                leftOut);
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
            Instant lastOrderAt,

            @Schema(description = "With `include=metrics`: `monetary` with refunds deducted")
            Money netMonetary,

            @Schema(description = "Likewise: `monetary` by `frequency`, fractions cut off; absent without an order")
            Money averageBasket,

            @Schema(
                    description = "Likewise: whole days between two orders on average; absent with fewer than two",
                    examples = "21")
            Long averageIntervalDays,

            @Schema(description = "Likewise: coupons redeemed", examples = "4")
            Long coupons,

            @Schema(description = "Likewise: complaints opened", examples = "0")
            Long complaints,

            @Schema(
                    description =
                            "Likewise: the latest `score` of an answered survey that is a whole number from 0 to 10",
                    examples = "9")
            Integer nps,

            @Schema(
                    description = "Likewise: of most orders; of equally many the one of the latest. As are the others,"
                            + " it is right a few seconds after an order has arrived",
                    examples = "S-01")
            String preferredStore,

            @Schema(description = "Likewise", examples = "mini_program")
            String preferredChannel,

            @Schema(description = "Likewise; a category counts once an order", examples = "milk-powder")
            String preferredCategory,

            @Schema(
                    description =
                            "Likewise, in the tenant's timezone. The morning is from 5, noon from 11, the afternoon from 14, the evening from 17, the night from 22 o'clock",
                    enumeration = {"morning", "noon", "afternoon", "evening", "night"})
            String preferredTimeOfDay,

            @Schema(
                    description = "Likewise",
                    enumeration = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
            String preferredWeekday,

            @Schema(
                    description = "Likewise, of orders that say `paymentMethod`; for callers who see amounts",
                    examples = "wechat_pay")
            String preferredPaymentMethod) {

        /** Numbers that are read when {@code metrics} are asked for. */
        public record More(
                Money netMonetary,
                Money averageBasket,
                Long averageIntervalDays,
                Long coupons,
                Long complaints,
                Integer nps,
                String preferredStore,
                String preferredChannel,
                String preferredCategory,
                String preferredTimeOfDay,
                String preferredWeekday,
                String preferredPaymentMethod) {
            public static final More NONE =
                    new More(null, null, null, null, null, null, null, null, null, null, null, null);

            /** The average basket would tell how often. */
            public More seenWith(boolean behaviour, boolean amount) {
                return new More(
                        amount ? netMonetary : null,
                        amount && behaviour ? averageBasket : null,
                        behaviour ? averageIntervalDays : null,
                        behaviour ? coupons : null,
                        behaviour ? complaints : null,
                        behaviour ? nps : null,
                        behaviour ? preferredStore : null,
                        behaviour ? preferredChannel : null,
                        behaviour ? preferredCategory : null,
                        behaviour ? preferredTimeOfDay : null,
                        behaviour ? preferredWeekday : null,
                        amount && behaviour ? preferredPaymentMethod : null);
            }
        }

        static Metrics of(
                Long recencyDays,
                Long frequency,
                Money monetary,
                AmountBand monetaryBand,
                Instant firstOrderAt,
                Instant lastOrderAt) {
            return new Metrics(
                    recencyDays,
                    frequency,
                    monetary,
                    monetaryBand,
                    firstOrderAt,
                    lastOrderAt,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        private Metrics with(More more) {
            return new Metrics(
                    recencyDays,
                    frequency,
                    monetary,
                    monetaryBand,
                    firstOrderAt,
                    lastOrderAt,
                    more.netMonetary(),
                    more.averageBasket(),
                    more.averageIntervalDays(),
                    more.coupons(),
                    more.complaints(),
                    more.nps(),
                    more.preferredStore(),
                    more.preferredChannel(),
                    more.preferredCategory(),
                    more.preferredTimeOfDay(),
                    more.preferredWeekday(),
                    more.preferredPaymentMethod());
        }

        /** Null when there is nothing that the caller may see. */
        Metrics orNull() {
            return equals(of(null, null, null, null, null, null)) ? null : this;
        }
    }
}
