package dev.shuke.segment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Segments to be laid over each other. */
public record OverlapRequest(
        @NotNull(message = "must be given") @Size(min = 2, max = 20, message = "must be a list of 2 to 20 ids") @Schema(description = "Their ids", minItems = 2, maxItems = 20)
        List<@NotNull(message = "must be an id") UUID> segments) {}
