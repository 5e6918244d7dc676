package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A segment with the rule of one of its versions, as it was at one moment: whatever happens later, the same members. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = "id")
public record PinnedSegment(
        @NotNull(message = "must be given") UUID id,

        @Schema(description = "When not given, that of the moment; of a frozen segment the latest", examples = "2")
        Integer version,

        @Schema(description = "Not of a frozen segment. When not given: now, or the last moment of an earlier version")
        PointInTime asOf) {}
