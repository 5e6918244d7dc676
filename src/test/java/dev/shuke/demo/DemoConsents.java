package dev.shuke.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the shop's customers have said of marketing. The data set knows nothing of it, so a rule decides, by the first byte of
 * the SHA-256 of {@code <customer> <purpose>}: below 154 the customer has agreed (60 %), below 205 refused (20 %), below 231
 * agreed and withdrawn later (10 %); the others were never asked. That hash stands for the form, too, as the evidence.
 *
 * @param days by how many days the data is moved, as {@link DemoEvents} is
 */
public record DemoConsents(long days) {
    public static final List<String> PURPOSES =
            List.of("marketing.personalised", "marketing.channel.email", "marketing.channel.sms");

    private static final int AGREED = 154;
    private static final int REFUSED = 205;
    private static final int WITHDRAWN = 231;

    private static final LocalDate ASKED = LocalDate.of(2011, 2, 1);
    private static final LocalDate TAKEN_BACK = LocalDate.of(2011, 9, 1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A file for {@code POST /v1/imports?kind=consents}, a line each. */
    public Stream<String> lines(List<String> customers) {
        return customers.stream().flatMap(customer -> PURPOSES.stream().flatMap(purpose -> said(customer, purpose)));
    }

    private Stream<String> said(String customer, String purpose) {
        byte[] hash = hash(customer + " " + purpose);
        int drawn = hash[0] & 0xff;
        if (drawn >= WITHDRAWN) {
            return Stream.empty();
        }
        if (drawn >= AGREED && drawn < REFUSED) {
            return Stream.of(line(customer, purpose, "refused", ASKED).toString());
        }
        String given = line(customer, purpose, "given", ASKED)
                .put("evidence", HexFormat.of().formatHex(hash))
                .toString();
        return drawn < AGREED
                ? Stream.of(given)
                : Stream.of(
                        given, line(customer, purpose, "withdrawn", TAKEN_BACK).toString());
    }

    private ObjectNode line(String customer, String purpose, String action, LocalDate day) {
        ObjectNode line = JSON.createObjectNode()
                .put("purpose", purpose)
                .put("action", action)
                .put("method", "web")
                .put("collectionPoint", "checkout")
                .put(
                        "occurredAt",
                        day.plusDays(days)
                                .atStartOfDay(DemoEvents.ZONE)
                                .toInstant()
                                .toString());
        line.putObject("member").put("kind", "card").put("value", customer);
        return line;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
