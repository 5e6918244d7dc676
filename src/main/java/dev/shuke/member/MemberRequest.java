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

        @Schema(description = """
                        Further properties, at most 50: of the type that `/v1/attributes` says, or text, number or \
                        boolean where it says nothing""", examples = "{\"favouriteFlavour\": \"taro\"}")
        Map<String, JsonNode> attributes,

        @Valid @Schema(description = """
                        Where the attributes are from; declared when absent. A value gives way to one that is as good or \
                        better: declared before imported before inferred, and of two that are inferred the more confident. \
                        One that is worse than what is there is left out""") Provenance provenance) {}
