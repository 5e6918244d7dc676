package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rule to try out.
 *
 * @param asOf now when absent
 */
public record PreviewRequest(
        @NotNull(message = "must be given") Rule rule,
        @NotNull(message = "must be given") Purpose purpose,

        @Schema(
                description = "Later events are ignored, and windows count back from it; now when absent. "
                        + "Attributes and metrics are current whatever it says.")
        PointInTime asOf,

        @Schema(description = PreviewRequest.PERSONALISED) Boolean personalised) {
    static final String PERSONALISED =
            "`false` for everybody who can be reached, chosen by nothing: the rule is not applied,"
                    + " and those count as well who refuse `marketing.personalised` or object to automated decisions. Who can be"
                    + " reached is whom the purpose admits; of `marketing.personalised` itself, whom any `marketing.channel.…`"
                    + " does. `true` when absent";

    /** Of the same purpose, looked up. */
    PreviewRequest of(Purpose usable) {
        return new PreviewRequest(rule, usable, asOf, personalised);
    }

    /** Whether members are chosen by the rule. */
    boolean chooses() {
        return !Boolean.FALSE.equals(personalised);
    }
}
