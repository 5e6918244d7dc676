package dev.shuke.processing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is done with data about members. */
@Schema(
        name = "ProcessingRegister",
        requiredProperties = {"attributes", "eventTypes", "recipients", "disclosed"})
public record ProcessingRegisterView(
        @Schema(description = "What is kept about a member") List<Attribute> attributes,

        @Schema(description = "What is kept of what members do")
        List<EventType> eventTypes,

        @Schema(description = "Who is shown it") List<Recipient> recipients,

        @Schema(description = "What left the system in the last three years")
        List<Disclosed> disclosed) {

    /** A property of members. */
    @Schema(
            name = "RegisteredAttribute",
            requiredProperties = {"key", "sensitivity", "sealed"})
    public record Attribute(
            @Schema(examples = "profile.name") String key,

            @Schema(description = "The group of fields by which it is shown or not", examples = "identity")
            String sensitivity,

            @Schema(description = "Whether it is encrypted under a key of the member's own", examples = "true")
            boolean sealed) {}

    /** A kind of event. */
    @Schema(
            name = "RegisteredEventType",
            requiredProperties = {"type"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EventType(
            @Schema(examples = "product.viewed") String type,

            @Schema(description = "For how long it is kept; absent: as long as the tenant is there", examples = "730")
            Integer days,

            @Schema(description = "What is done then: anonymise or delete", examples = "delete")
            String action) {}

    /** Who may see or change it. */
    @Schema(
            name = "RegisteredRecipient",
            requiredProperties = {"kind", "name", "permissions", "sees"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Recipient(
            @Schema(description = "role or app", examples = "role")
            String kind,

            @Schema(examples = "marketing") String name,
            @Schema(examples = "[\"members:read\"]") List<String> permissions,

            @Schema(description = "What an app may use the data for; absent for roles", examples = "[\"service\"]")
            List<String> purposes,

            @Schema(
                    description = "How much of each group of fields, at most",
                    examples = "{\"contact\": \"none\", \"profile\": \"full\"}")
            Map<String, String> sees) {}

    /** What was taken out, by kind and purpose. */
    @Schema(
            name = "RegisteredDisclosure",
            requiredProperties = {"kind", "purpose", "times", "rows"})
    public record Disclosed(
            @Schema(examples = "members") String kind,
            @Schema(examples = "service") String purpose,
            @Schema(examples = "4") long times,
            @Schema(examples = "192844") long rows) {}
}
