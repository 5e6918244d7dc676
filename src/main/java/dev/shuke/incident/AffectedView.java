package dev.shuke.incident;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What naming members has come to. */
@Schema(
        name = "AffectedCount",
        requiredProperties = {"added", "affected"})
public record AffectedView(
        @Schema(description = "Who were not on the list before; unknown ids are left out", examples = "312")
        long added,

        @Schema(description = "How many are on it now", examples = "312")
        long affected) {}
