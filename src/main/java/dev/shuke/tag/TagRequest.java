package dev.shuke.tag;

import dev.shuke.attribute.AttributeConstraints;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.FieldGroup;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag, or a group of tags, to define. */
public record TagRequest(
        @NotNull(message = "must be given") @Pattern(
                regexp = "[a-z][A-Za-z0-9_-]{0,63}",
                message = "must start with a small letter and have at most 64 letters, digits, _ and -")
        @Schema(description = "Its name for programs, unique in the tenant; cannot be changed", examples = "pet-owner")
        String key,

        @NotNull(message = "must be given") @Valid @Schema(description = "In at least one of the two languages")
        Bilingual name,

        @NotNull(message = "must be given") @Schema(description = "What it speaks of; cannot be changed")
        TagKind kind,

        @Schema(
                description =
                        "Whether it is a group, which holds tags and is not itself given to members; cannot be changed",
                defaultValue = "false")
        Boolean group,

        @Schema(
                description =
                        "Of a group: of the tags in it a member has at most one. A better source wins, else the newer; cannot be changed",
                defaultValue = "false")
        Boolean exclusive,

        @Schema(
                description = "The key of the group that it is in, of the same kind; cannot be changed",
                examples = "household")
        String parent,

        @Schema(description = "What its value is; absent for a tag that one has or has not. Cannot be changed")
        TagValueType valueType,

        @Valid @Schema(description = "What a value must be beyond its type")
        AttributeConstraints constraints,

        @Schema(
                description =
                        "Who may see it, ask about it and give it; cannot be changed. `preference` when absent; `contact`, `identity` and `consent` are none",
                examples = "preference")
        FieldGroup sensitivity,

        @Schema(description = "The role that looks after it", examples = "marketing")
        StaffRole ownerRole,

        @Min(value = 1, message = "must be from 1 to 3650") @Max(value = 3650, message = "must be from 1 to 3650") @Schema(
                description =
                        "How many days a member has it, unless an assignment says otherwise; for good when absent",
                examples = "365")
        Integer expiryDays) {}
