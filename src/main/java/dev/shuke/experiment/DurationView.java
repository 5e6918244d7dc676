package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How long it takes, if members come as they came lately. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ExperimentDuration",
        requiredProperties = {"from", "to", "newMembers"})
public record DurationView(
        @Schema(
                description = "Whole weeks, since a Tuesday is no Saturday; absent when it cannot be computed",
                examples = "21")
        Integer days,

        @Schema(description = "The first day that was looked at, in the tenant's timezone")
        LocalDate from,

        @Schema(description = "The last one") LocalDate to,

        @Schema(description = "Who came then, each once; to the nearest ten, and 0 below ten", examples = "18240")
        long newMembers,

        NotComputed notComputed) {}
