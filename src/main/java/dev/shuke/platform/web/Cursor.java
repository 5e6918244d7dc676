package dev.shuke.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.web.Problem.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Where a list goes on: behind the row with this time and id. Opaque to callers; holds no personal data and grants
 * nothing, since the query it continues is bound to the caller's tenant.
 */
public record Cursor(Instant at, UUID id) {
    /** Behind everything, for the first page of a list that runs from the newest. */
    public static final Cursor NEWEST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    /** Before everything, for the first page of a list that runs by id. */
    public static final Cursor FIRST = new Cursor(Instant.EPOCH, new UUID(0, 0));

    /** For lists ordered by id alone. */
    public static Cursor after(UUID id) {
        return new Cursor(Instant.EPOCH, id);
    }

    String encode() {
        String text = at.getEpochSecond() + "." + at.getNano() + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Cursor decode(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\.", -1);
            if (parts.length == 3) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
                UUID id = UUID.fromString(parts[2]);
                if (!at.isBefore(FIRST.at()) && !at.isAfter(NEWEST.at())) {
                    return new Cursor(at, id);
                }
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOurs) {
            throw invalid();
        }
        throw invalid();
    }

    static ApiException invalid() {
        return new ApiException(
                ErrorCode.INVALID_CURSOR,
                "Send a nextCursor as it was received, or none.",
                List.of(FieldError.parameter("cursor", "must be a nextCursor as it was received")));
    }
}
