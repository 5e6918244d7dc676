package dev.shuke.tag;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many members have come from which tag of an exclusive group to which. */
@Schema(requiredProperties = {"group", "from", "to", "rounded", "moves"})
public record TagTransitions(
        @Schema(examples = "visits") String group,

        LocalDate from,
        LocalDate to,

        @Schema(description = "For callers who may see no person: to the nearest ten, and nothing of fewer than ten")
        boolean rounded,

        @Schema(description = "By keys of tags, the most first; who has stayed is there, too")
        List<Transition> moves) {}
