package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Seed;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The database's own expression gives events the same periods. */
@QuarkusTest
class PeriodsTest extends ApiTest {
    private static final String EXPRESSION = """
            select generation_expression from information_schema.columns
            where table_name = 'event' and column_name = 'period'
            """;

    private final Random random = new Random(Seed.take());

    @Test
    void areThoseOfTheDatabase() {
        TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
        String expression = tenant.sql(EXPRESSION).getFirst();
        List<Instant> instants = new ArrayList<>(List.of(
                Instant.parse("1999-12-31T23:59:59.999Z"),
                Instant.parse("2000-01-01T00:00:00Z"),
                Instant.parse("2000-01-30T23:59:59.999999Z"),
                Instant.parse("2000-01-31T00:00:00Z")));
        random.ints(200, -1_000_000_000, 2_000_000_000).forEach(second -> instants.add(Instant.ofEpochSecond(second)));
        for (Instant instant : instants) {
            String period = tenant.sql("select extract(epoch from " + expression
                            + ")::bigint from (select timestamptz '" + instant + "' as occurred_at) e")
                    .getFirst();
            assertThat(Periods.of(instant, instant))
                    .as(instant.toString())
                    .containsExactly(Instant.ofEpochSecond(Long.parseLong(period)));
        }
    }

    @Test
    void leaveNoInstantOfTheSpanOut() {
        Instant from = Instant.ofEpochSecond(random.nextInt());
        Instant to = from.plusSeconds(random.nextInt(400 * 86_400));
        List<Instant> periods = Periods.of(from, to);
        assertThat(periods.getFirst()).isBeforeOrEqualTo(from);
        assertThat(periods.getLast().plus(Duration.ofDays(30))).isAfter(to);
        for (int i = 1; i < periods.size(); i++) {
            assertThat(Duration.between(periods.get(i - 1), periods.get(i))).isEqualTo(Duration.ofDays(30));
        }
        assertThat(Periods.of(from, from.minus(Duration.ofDays(31)))).isEmpty();
    }
}
