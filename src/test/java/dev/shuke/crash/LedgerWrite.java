package dev.shuke.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * One way to write through the API, as one tenant. What it sends under a number is always the same, so that it can be
 * sent again, and so that what is stored can be compared with it.
 */
interface LedgerWrite {
    /** Tells its rows from those of all other ways. */
    String name();

    /** How many rows one call writes: all of them, or none. */
    int rows();

    /** Whether a number takes the place of the earlier ones of its lane; otherwise each number stands for itself. */
    boolean overwrites();

    /** @throws Api.NoAnswer when something that the call needs could not be asked for; it was not sent then */
    Call call(long number) throws Api.NoAnswer;

    /** What of a 2xx answer does not say that everything was written, or null. */
    String fault(JsonNode answer);

    /** All that there is of this way to write, as the superuser sees it. */
    List<Stored> stored(Connection superuser, UUID tenant) throws SQLException;

    /** Whether the API shows what was sent under this number. */
    boolean shown(long number) throws Api.NoAnswer;

    /** @param body JSON, or null */
    record Call(String method, String path, String body) {}

    /**
     * A row.
     *
     * @param key by which there must be one only
     * @param asSent whether the rest of it is what was sent under this number
     * @param effects how many calls have changed it; 0 where nobody counts
     */
    record Stored(String key, long number, boolean asSent, long effects) {}
}
