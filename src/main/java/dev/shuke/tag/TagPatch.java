package dev.shuke.tag;

import dev.shuke.attribute.AttributeConstraints;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.access.StaffRole;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of a definition. What is absent stays. */
public record TagPatch(
        @Valid @Schema(description = "All of it: a language that is absent is emptied")
        Bilingual name,

        @Valid @Schema(description = "All of them: what is absent is lifted. They hold for what is given from now on")
        AttributeConstraints constraints,

        @Schema(description = "The role that looks after it", examples = "manager")
        StaffRole ownerRole,

        @Min(value = 0, message = "must be from 0 to 3650") @Max(value = 3650, message = "must be from 0 to 3650") @Schema(description = "Holds for what is given from now on; 0 for good", examples = "90")
        Integer expiryDays,

        @Schema(description = "Is given to nobody any more, a group takes no more tags; members keep what they have")
        Boolean retired) {}
