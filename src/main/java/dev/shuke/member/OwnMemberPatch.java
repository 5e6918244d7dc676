package dev.shuke.member;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/**
 * A JSON merge patch (RFC 7396) of oneself: absent fields stay, {@code null} removes.
 *
 * @param profile read as a tree, because a record cannot tell null from absent
 */
public record OwnMemberPatch(
        @Schema(
                type = SchemaType.OBJECT,
                description = "As it is shown, and each of them may be null",
                properties = {
                    @SchemaProperty(name = "name", type = SchemaType.STRING, nullable = true),
                    @SchemaProperty(
                            name = "gender",
                            type = SchemaType.STRING,
                            nullable = true,
                            description = "female, male or other"),
                    @SchemaProperty(name = "birthday", type = SchemaType.STRING, format = "date", nullable = true),
                    @SchemaProperty(name = "email", type = SchemaType.STRING, nullable = true),
                    @SchemaProperty(name = "city", type = SchemaType.STRING, nullable = true)
                })
        JsonNode profile) {

    /** Without the values, which are in clear. */
    @Override
    public String toString() {
        return "OwnMemberPatch";
    }
}
