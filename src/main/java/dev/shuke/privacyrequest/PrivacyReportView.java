package dev.shuke.privacyrequest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the requests stand, by type. */
@Schema(
        name = "PrivacyReport",
        requiredProperties = {"types"})
public record PrivacyReportView(
        @Schema(description = "Those of which there are any")
        List<OfType> types) {
    /** The requests of one type. */
    @Schema(
            name = "PrivacyReportOfType",
            requiredProperties = {"type", "open", "overdue", "completedInTime", "completedLate", "refused"})
    public record OfType(
            PrivacyRequestType type,
            @Schema(examples = "3") long open,

            @Schema(description = "Of the open ones", examples = "1")
            long overdue,

            @Schema(examples = "41") long completedInTime,
            @Schema(examples = "0") long completedLate,
            @Schema(examples = "2") long refused) {}
}
