package dev.shuke.audit;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainText;
import dev.shuke.platform.web.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** Which entries of the log are asked for. */
public class AuditFilter {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MAX_LENGTH = 200;
    /** A refusal is entered after its minute, at the latest when the database is back. */
    private static final Duration LATEST_ENTRY = Duration.ofDays(1);

    @RestQuery("actor")
    @Parameter(description = "The subject of the caller who did it", schema = @Schema(maxLength = MAX_LENGTH))
    String actor;

    @RestQuery("action")
    @Parameter(description = "What was done, such as staff.invited", schema = @Schema(maxLength = MAX_LENGTH))
    String action;

    @RestQuery("about")
    @Parameter(description = "The id of what it was done to", schema = @Schema(maxLength = MAX_LENGTH))
    String about;

    @RestQuery("from")
    @Parameter(description = "Not before", schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String from;

    @RestQuery("to")
    @Parameter(description = "Before", schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String to;

    String actor() {
        return text("actor", actor);
    }

    String action() {
        return text("action", action);
    }

    String about() {
        return text("about", about);
    }

    Instant from() {
        return time("from", from, FIRST);
    }

    Instant to() {
        return time("to", to, LAST);
    }

    /** @throws ApiException invalid_parameter, when any of it cannot be asked for */
    void check() {
        text("actor", actor);
        text("action", action);
        text("about", about);
        time("from", from, FIRST);
        time("to", to, LAST);
    }

    /** Below every id of an entry since {@link #from}. */
    UUID lowestId() {
        return version7(from());
    }

    /** Above every id of an entry before {@link #to}. */
    UUID highestId() {
        return version7(to().plus(LATEST_ENTRY));
    }

    private static UUID version7(Instant at) {
        long millis = Math.clamp(at.toEpochMilli(), 0, 0xFFFF_FFFF_FFFFL);
        return new UUID(millis << 16, 0);
    }

    private static String text(String name, String sent) {
        return read(name, sent, null, text -> PlainText.line(text, MAX_LENGTH));
    }

    private static Instant time(String name, String sent, Instant otherwise) {
        return read(name, sent, otherwise, Rfc3339::time);
    }

    private static <T> T read(String name, String sent, T otherwise, Function<String, T> read) {
        try {
            return sent == null ? otherwise : read.apply(sent);
        } catch (InvalidValue refused) {
            throw ApiException.invalidParameter(name, refused.getMessage());
        }
    }
}
