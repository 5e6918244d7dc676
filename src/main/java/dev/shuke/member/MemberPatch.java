package dev.shuke.member;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A JSON merge patch (RFC 7396) of a member: absent fields stay, {@code null} removes.
 *
 * @param profile read as a tree, because a record cannot tell null from absent
 */
public record MemberPatch(
        @Schema(implementation = Profile.class) JsonNode profile,

        @Schema(description = "Further properties; null removes one")
        Map<String, JsonNode> attributes) {}
