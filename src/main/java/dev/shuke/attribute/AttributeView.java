package dev.shuke.attribute;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainText;
import dev.shuke.platform.web.WithETag;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A definition of an attribute, as it is stored and as callers see it: nothing in it is about one person. */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Attribute",
        requiredProperties = {"key", "name", "type", "sensitivity", "retired", "createdAt", "updatedAt"})
public record AttributeView(
        @Schema(examples = "skinType") String key,

        Bilingual name,
        AttributeType type,

        @Schema(description = "The field group that decides who may see it")
        FieldGroup sensitivity,

        AttributeConstraints constraints,

        @Schema(description = "Takes no more values") boolean retired,

        Instant createdAt,
        Instant updatedAt) {

    /** What an attribute is without a definition, and where one does not say. */
    public static final FieldGroup DEFAULT = FieldGroup.PREFERENCE;

    /** All of them, by key. */
    @Schema(name = "Attributes", requiredProperties = "items")
    public record Catalogue(List<AttributeView> items) {}

    static AttributeView of(AttributeRequest request, Instant now) {
        return new AttributeView(
                request.key(),
                request.name(),
                request.type(),
                request.sensitivity() == null ? DEFAULT : request.sensitivity(),
                request.constraints(),
                false,
                now,
                now);
    }

    AttributeView with(AttributePatch patch, Instant now) {
        return new AttributeView(
                key,
                patch.name() == null ? name : patch.name(),
                type,
                sensitivity,
                patch.constraints() == null ? constraints : patch.constraints(),
                patch.retired() == null ? retired : patch.retired(),
                createdAt,
                now);
    }

    /**
     * A value that a caller sends for it.
     *
     * @param currency of the tenant
     * @return as it is kept: a JSON value, each in one spelling
     * @throws InvalidValue when it is not what the definition says
     */
    public Object read(JsonNode value, String currency) {
        if (retired) {
            throw new InvalidValue("is retired and takes no more values");
        }
        if (isSealed() && value.isTextual()) {
            PlainText.refuseMask(value.textValue());
        }
        return AttributeConstraints.of(constraints).read(type, value, currency);
    }

    /** Whether its values are encrypted under the member's key. */
    @JsonIgnore
    public boolean isSealed() {
        return isSealed(sensitivity);
    }

    public static boolean isSealed(FieldGroup sensitivity) {
        return sensitivity == FieldGroup.CONTACT || sensitivity == FieldGroup.IDENTITY;
    }

    /** The key under which members have its value: so what is read tells who may see it, and needs no definition. */
    @JsonIgnore
    public String storedKey() {
        return sensitivity == DEFAULT ? key : sensitivity.key() + ":" + key;
    }
}
