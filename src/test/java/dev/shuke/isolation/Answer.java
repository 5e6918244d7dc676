package dev.shuke.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.testing.Response;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a caller can learn from an answer: status, headers and body. */
record Answer(int status, String text) {
    private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\":\"[^\"]*\"");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z");
    private static final Pattern NEW_SECRET = Pattern.compile("\"(client(Id|Secret)|jws|salt|layerSalt)\":\"[^\"]*\"");
    private static final Pattern ETAG = Pattern.compile("(?i)ETag=\"[^\"]*\"");
    private static final Pattern CURSOR = Pattern.compile("\"nextCursor\":\"([^\"]*)\"");
    /** And {@code RateLimit}, which tells the caller how many calls of his own are left. */
    private static final Set<String> OF_THE_TRANSPORT = Set.of("x-request-id", "content-length", "date", "ratelimit");

    /** @param sent what the call named; an answer may repeat it without telling anything */
    static Answer of(Response response, Targets sent) {
        String headers = response.headers().map().entrySet().stream()
                .filter(header -> !OF_THE_TRANSPORT.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .map(header -> header.getKey() + "=" + String.join(", ", header.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
        String body = CURSOR.matcher(response.asString())
                .replaceAll(found -> "\"nextCursor\":\"" + opened(found.group(1)) + "\"");
        return new Answer(
                response.statusCode(),
                sent.hide(headers + "\n\n" + REQUEST_ID.matcher(body).replaceAll("")));
    }

    /** For comparison with an answer to another call: new ids, secrets, times and digests of them differ by nature. */
    Answer withoutIdsAndTimes() {
        String plain =
                ETAG.matcher(NEW_SECRET.matcher(text).replaceAll("<secret>")).replaceAll("ETag=<digest>");
        return new Answer(
                status, TIME.matcher(ID.matcher(plain).replaceAll("<id>")).replaceAll("<time>"));
    }

    boolean success() {
        return status / 100 == 2;
    }

    /** Which of these words are in the answer. */
    List<String> told(Collection<String> secrets) {
        return secrets.stream().filter(text::contains).toList();
    }

    private static String opened(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    }
}
