package dev.shuke.platform.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The parameters that every list takes. */
public class PageRequest {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    /** How many items; text here, so that a bad number is answered as a bad parameter. */
    @RestQuery("limit")
    @Parameter(
            description = "How many items at most",
            schema =
                    @Schema(
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "200",
                            defaultValue = "50"))
    String limit;

    @RestQuery("cursor")
    @Parameter(description = "The nextCursor of the page before")
    String cursor;

    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_LIMIT) {
            throw ApiException.invalidParameter("limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(limit);
    }

    /** Where to go on, or {@code start} for the first page. */
    public Cursor cursorOr(Cursor start) {
        return cursor == null ? start : Cursor.decode(cursor);
    }

    /** Behind which key a list that runs by a text goes on; the empty text, before every other, for the first page. */
    public String afterKey() {
        return cursor == null ? "" : KeyCursor.decode(cursor);
    }
}
