package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.score.ScoreSchedule.Weekday;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Members are scored by themselves, and models learned. */
@QuarkusTest
class ScoreScheduleTest extends ApiTest {
    private static final ZoneId ZONE = TestTenant.zoneAtNoon();

    private final TestTenant tenant = TestTenant.create(ZONE.getId(), "CNY");
    private final String owner = tenant.staff("owner");

    @Test
    void nothingIsDoneUntilSomebodyAsks() {
        as(owner)
                .get("/v1/scores/schedule")
                .then()
                .statusCode(200)
                .body("enabled", is(false))
                .body("hour", is(3))
                .body("trainOn", is("monday"))
                .body("horizonDays", is(60));
        String seen = as(owner).get("/v1/scores/schedule").header("ETag");
        replace("{\"enabled\":false,\"hour\":5}");
        as(owner)
                .header("If-Match", seen)
                .body("{\"enabled\":true}")
                .put("/v1/scores/schedule")
                .then()
                .statusCode(412);
    }

    /** Twice put down, and still one chain: who finds that it is not time does nothing. */
    @Test
    void membersAreScoredOnceADay() {
        Instant moment = Instant.now().minusSeconds(1);
        String otherDay = day(moment.plus(Duration.ofDays(3))).key();
        replace("{\"enabled\":true,\"hour\":4}");
        replace("{\"enabled\":true,\"hour\":4,\"trainOn\":\"" + otherDay + "\"}");
        itIsTime(moment);
        Poll.until("scoring", Duration.ofMinutes(1), () -> jobs("score-members") == 1);
        Poll.until("both notes", Duration.ofMinutes(1), () -> notes("") == 1);
        assertThat(jobs("score-members")).isEqualTo(1);
        assertThat(jobs("score-training")).isZero();
        assertThat(tenant.sql("select count(*) from score_schedule where %T and run_at > now()"))
                .containsExactly("1");
    }

    @Test
    void modelsAreLearnedOnceAWeekAndBeforeTheScoring() {
        Instant moment = Instant.now().minusSeconds(1);
        replace("{\"enabled\":true,\"trainOn\":\"" + day(moment).key() + "\"}");
        itIsTime(moment);
        Poll.until("learning", Duration.ofMinutes(1), () -> jobs("score-training") == 1);
        Poll.until("the day", Duration.ofMinutes(1), () -> notes("") == 1);
        assertThat(notes("churn")).isEqualTo(1);
        assertThat(notes("next-purchase")).isEqualTo(1);
        assertThat(notes("scoring")).isEqualTo(1);
    }

    @Test
    void theNextTimeIsTheHourOfTheTenantsDay() {
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        ScoreSchedule at = new ScoreSchedule(true, 3, Weekday.SUNDAY, 60);
        assertThat(at.nextAfter(Instant.parse("2026-11-21T18:59:00Z"), shanghai))
                .isEqualTo("2026-11-21T19:00:00Z");
        assertThat(at.nextAfter(Instant.parse("2026-11-21T19:00:00Z"), shanghai))
                .isEqualTo("2026-11-22T19:00:00Z");
        assertThat(at.trainsAt(Instant.parse("2026-11-21T19:00:00Z"), shanghai)).isTrue();
        assertThat(at.trainsAt(Instant.parse("2026-11-22T19:00:00Z"), shanghai)).isFalse();
    }

    private void replace(String schedule) {
        as(owner).body(schedule).put("/v1/scores/schedule").then().statusCode(200);
    }

    private static Weekday day(Instant moment) {
        return Weekday.values()[moment.atZone(ZONE).getDayOfWeek().ordinal()];
    }

    /** For all that is put down for a day, and since that moment: its day is the day of the week that counts. */
    private void itIsTime(Instant moment) {
        tenant.sql("update score_schedule set run_at = '" + moment + "' where %T");
        tenant.sql("update jobs.due set at = now() where %T and kind = 'scores.daily' and ref = ''");
    }

    private long jobs(String kind) {
        return Long.parseLong(tenant.sql("select count(*) from job where %T and kind = '" + kind + "'")
                .getFirst());
    }

    private long notes(String ref) {
        return Long.parseLong(
                tenant.sql("select count(*) from jobs.due where %T and kind = 'scores.daily' and ref = '" + ref + "'")
                        .getFirst());
    }
}
