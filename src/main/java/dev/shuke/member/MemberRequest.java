package dev.shuke.member;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member to create or to complete. What is absent stays as it is. */
public record MemberRequest(
        @NotEmpty(message = "must name at least one identity") @Size(max = 20, message = "must name at most 20 identities") List<@Valid @NotNull(message = "must be given") IdentityRequest> identities,

        @Valid Profile profile,

        @Schema(
                description = "Further properties: text, number or boolean, at most 50",
                examples = "{\"favouriteFlavour\": \"taro\"}")
        Map<String, JsonNode> attributes) {}
