package dev.shuke.privacyrequest;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** Which requests are asked for. */
public class PrivacyRequestFilter {
    @RestQuery("type")
    @Parameter(description = "Those of a type alone", schema = @Schema(type = SchemaType.STRING, examples = "erasure"))
    String type;

    @RestQuery("state")
    @Parameter(
            description = "Those of a state alone",
            schema = @Schema(type = SchemaType.STRING, examples = "verified"))
    String state;

    @RestQuery("member")
    @Parameter(
            description = "Those of a member alone, by the id that the request names",
            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    String member;

    @RestQuery("overdue")
    @Parameter(
            description = "With `true` the open ones that are overdue",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    String overdue;

    String type() {
        PrivacyRequestType read = read("type", type, PrivacyRequestType::named);
        return read == null ? null : read.key();
    }

    String state() {
        PrivacyRequestState read = read("state", state, PrivacyRequestState::named);
        return read == null ? null : read.key();
    }

    UUID member() {
        if (member != null && !member.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw ApiException.invalidParameter("member", "must be the id of a member");
        }
        return member == null ? null : UUID.fromString(member);
    }

    boolean overdue() {
        if (overdue != null && !overdue.equals("true") && !overdue.equals("false")) {
            throw ApiException.invalidParameter("overdue", "must be true or false");
        }
        return "true".equals(overdue);
    }

    private static <T> T read(String name, String sent, Function<String, T> read) {
        try {
            return sent == null ? null : read.apply(sent);
        } catch (InvalidValue refused) {
            throw ApiException.invalidParameter(name, refused.getMessage());
        }
    }
}
