package dev.shuke.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Seed;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Members say things in any order: late, twice, at the same time, by clocks that are ahead. What the API says of each, and
 * whom queries then have, is what a model of a few lines says; and two models that are wrong are found out.
 */
@QuarkusTest
class ConsentPropertyTest extends ApiTest {
    private static final int MEMBERS = 8;
    private static final int CALLS = 12;
    private static final List<String> PURPOSES = List.of("analytics", "marketing.personalised", "courier");
    private static final List<String> ACTIONS =
            List.of("given", "given", "refused", "withdrawn", "expired", "invalidated");
    private static final List<Duration> AGES =
            List.of(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(30), Duration.ofHours(50));

    private final long seed = Seed.take();
    private final Random random = new Random(seed);
    private final ConsentCalls calls = ConsentCalls.ofNewTenant();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** @param at null for the moment at which it arrives */
    private record Said(String purpose, String action, Instant at) {}

    /** @param at as the ledger orders it: what comes without a time is later than everything before */
    private record Kept(String action, Instant at) {
        boolean forbids() {
            return !action.equals("given");
        }
    }

    private final Map<String, List<Said>> said = new LinkedHashMap<>();

    private Said anything(List<Said> before) {
        if (!before.isEmpty() && random.nextInt(5) == 0) {
            return before.get(random.nextInt(before.size()));
        }
        String purpose = PURPOSES.get(random.nextInt(PURPOSES.size()));
        String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        return new Said(
                purpose, action, random.nextInt(4) == 0 ? null : start.minus(AGES.get(random.nextInt(AGES.size()))));
    }

    private void say(String member, List<Said> all) {
        List<String> items = new ArrayList<>();
        for (Said one : all) {
            boolean ahead = one.at() == null && random.nextBoolean();
            String at = ahead ? Instant.now().plusSeconds(random.nextInt(200)).toString() : String.valueOf(one.at());
            items.add("{\"purpose\":\"%s\",\"action\":\"%s\",\"evidence\":\"%s\"%s}"
                    .formatted(
                            one.purpose(),
                            one.action(),
                            "ab".repeat(32),
                            at.equals("null") ? "" : ",\"occurredAt\":\"" + at + "\""));
        }
        calls.record(member, String.join(",", items)).statusCode(200);
        said.get(member).addAll(all);
    }

    @BeforeEach
    void define() {
        calls.owner()
                .body("{\"name\":{\"en\":\"C\"},\"validDays\":1}")
                .put("/v1/purposes/courier")
                .then()
                .statusCode(201);
    }

    private void sayAtRandom() {
        for (int m = 0; m < MEMBERS; m++) {
            String member = calls.member();
            said.put(member, new ArrayList<>());
            for (int c = 0; c < CALLS; c++) {
                Map<String, Said> once = new LinkedHashMap<>();
                for (int i = random.nextInt(2); i >= 0; i--) {
                    Said next = anything(said.get(member));
                    once.put(next.purpose(), next);
                }
                say(member, List.copyOf(once.values()));
            }
        }
    }

    /** @param last which of two counts: the later, and at the same time */
    private String model(String member, String purpose, Comparator<Kept> last) {
        List<Kept> rows = new ArrayList<>();
        Set<Said> seen = new HashSet<>();
        int arrived = 0;
        for (Said one : said.get(member)) {
            arrived++;
            if (one.purpose().equals(purpose) && (one.at() == null || seen.add(one))) {
                rows.add(new Kept(one.action(), one.at() == null ? start.plusSeconds(arrived) : one.at()));
            }
        }
        Kept counts = null;
        for (Kept row : rows) {
            counts = counts == null || last.compare(row, counts) >= 0 ? row : counts;
        }
        if (counts == null) {
            return "not_asked";
        }
        boolean over = purpose.equals("courier") && counts.at().isBefore(start.minus(Duration.ofDays(1)));
        return counts.action().equals("given") && over ? "expired" : counts.action();
    }

    private List<String> differences(Comparator<Kept> last) {
        List<String> found = new ArrayList<>();
        said.keySet()
                .forEach(member -> PURPOSES.forEach(purpose -> {
                    String told = calls.state(member, purpose);
                    String expected = model(member, purpose, last);
                    if (!told.equals(expected)) {
                        found.add(
                                member + " " + purpose + ": " + told + ", not " + expected + " of " + said.get(member));
                    }
                }));
        return found;
    }

    @Test
    void whatCountsIsWhatAModelSays() {
        sayAtRandom();
        Comparator<Kept> laterThenForbidding = Comparator.comparing(Kept::at).thenComparing(Kept::forbids);
        assertThat(differences(laterThenForbidding)).as("seed %d", seed).isEmpty();
        PURPOSES.forEach(purpose -> assertThat(calls.count(purpose))
                .as("%s, seed %d", purpose, seed)
                .isEqualTo((int) said.keySet().stream()
                        .filter(member ->
                                model(member, purpose, laterThenForbidding).equals("given"))
                        .count()));
        said.keySet()
                .forEach(
                        member -> assertThat(intact(member)).as("seed %d", seed).isTrue());
    }

    /** What is told apart by hand, so that it is met whatever is drawn. */
    @Test
    void modelsThatAreWrongAreFoundOut() {
        Instant at = start.minus(Duration.ofHours(1));
        String tied = calls.member();
        String late = calls.member();
        said.put(tied, new ArrayList<>());
        said.put(late, new ArrayList<>());
        say(tied, List.of(new Said("analytics", "refused", at)));
        say(tied, List.of(new Said("analytics", "given", at)));
        say(late, List.of(new Said("analytics", "refused", at)));
        say(late, List.of(new Said("analytics", "given", at.minusSeconds(60))));
        assertThat(differences(Comparator.comparing(Kept::at).thenComparing(Kept::forbids)))
                .isEmpty();
        assertThat(differences(Comparator.comparing(Kept::at))).hasSize(1);
        assertThat(differences((one, other) -> 0)).hasSize(2);
        for (String column : List.of(
                "method = 'sms'",
                "collection_point = 'elsewhere'",
                "words = sha256('')",
                "words = null",
                "salt = null",
                "method = 'sms', collection_point = null, salt = null",
                "actor = 'nobody'",
                "occurred_at = occurred_at + interval '1 s'",
                "purpose = 'location'",
                "evidence = sha256('')",
                "hash = sha256('')",
                "id = '" + UUID.randomUUID() + "'")) {
            String row = " where %T and seq = 1 and member_id = '" + tied + "'";
            String before = calls.tenant()
                    .sql("select row_to_json(e) from consent_event e" + row)
                    .getFirst();
            calls.tenant().sql("update consent_event set " + column + row);
            assertThat(intact(tied)).as(column).isFalse();
            calls.tenant().sql("delete from consent_event" + row);
            calls.tenant()
                    .sql("insert into consent_event select (json_populate_record(null::consent_event, '" + before
                            + "')).*");
            assertThat(intact(tied)).isTrue();
        }
    }

    private boolean intact(String member) {
        return calls.owner()
                .get(calls.path(member) + "/verify")
                .then()
                .statusCode(200)
                .path("intact");
    }
}
