package dev.shuke.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.attribute.AttributeConstraints;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A definition, as it is stored and as callers see it: nothing in it is about one person. */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Tag",
        requiredProperties = {
            "key",
            "name",
            "kind",
            "group",
            "exclusive",
            "sensitivity",
            "retired",
            "createdAt",
            "updatedAt"
        })
public record TagView(
        @Schema(examples = "pet-owner") String key,

        Bilingual name,
        TagKind kind,

        @Schema(description = "Holds tags and is not itself given to members")
        boolean group,

        @Schema(description = "Of the tags in the group a member has at most one")
        boolean exclusive,

        @Schema(description = "The group that it is in", examples = "household")
        String parent,

        @Schema(description = "Absent for a tag that one has or has not")
        TagValueType valueType,

        AttributeConstraints constraints,

        @Schema(description = "The field group that decides who may see it")
        FieldGroup sensitivity,

        StaffRole ownerRole,

        @Schema(description = "How many days a member has it, unless an assignment says otherwise", examples = "365")
        Integer expiryDays,

        @Schema(description = "Is given to nobody any more") boolean retired,

        Instant createdAt,
        Instant updatedAt) {

    static final FieldGroup DEFAULT = FieldGroup.PREFERENCE;

    /** All of them: by kind, each group with its tags behind it. */
    @Schema(name = "Tags", requiredProperties = "items")
    public record Catalogue(List<TagView> items) {}

    static TagView of(TagRequest request, Instant now) {
        return new TagView(
                request.key(),
                request.name(),
                request.kind(),
                Boolean.TRUE.equals(request.group()),
                Boolean.TRUE.equals(request.exclusive()),
                request.parent(),
                request.valueType(),
                request.constraints(),
                request.sensitivity() == null ? DEFAULT : request.sensitivity(),
                request.ownerRole(),
                request.expiryDays(),
                false,
                now,
                now);
    }

    TagView with(TagPatch patch, Instant now) {
        return new TagView(
                key,
                patch.name() == null ? name : patch.name(),
                kind,
                group,
                exclusive,
                parent,
                valueType,
                patch.constraints() == null ? constraints : patch.constraints(),
                sensitivity,
                patch.ownerRole() == null ? ownerRole : patch.ownerRole(),
                patch.expiryDays() == null ? expiryDays : noneIfZero(patch.expiryDays()),
                patch.retired() == null ? retired : patch.retired(),
                createdAt,
                now);
    }

    /**
     * A value that a caller sends for it.
     *
     * @return as it is kept: a text or a number
     * @throws InvalidValue when it is not what the definition says
     */
    Object read(JsonNode value) {
        return AttributeConstraints.of(constraints).read(valueType.type(), value, null);
    }

    private static Integer noneIfZero(Integer days) {
        return days == 0 ? null : days;
    }
}
