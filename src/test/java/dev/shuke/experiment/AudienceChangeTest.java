package dev.shuke.experiment;

import static dev.shuke.experiment.ExperimentCalls.PATH;
import static dev.shuke.experiment.ExperimentCalls.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whom an experiment is for stays the same from its start to its end, whoever changes segments. */
@QuarkusTest
class AudienceChangeTest extends ApiTest {
    private static final String CITY = "{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"eq\",\"value\":\"%s\"}";
    private static final String IN = "{\"type\":\"segment\",\"segment\":\"%s\"}";

    private final ExperimentCalls calls = ExperimentCalls.ofNewTenant();

    private String segment(String key, String rule) {
        return calls.owner()
                .body("{\"key\":\"%s\",\"name\":\"Some\",\"purpose\":\"service\",\"kind\":\"dynamic\",\"rule\":%s}"
                        .formatted(key, rule))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .path("id");
    }

    private Response patch(String segment, String fields) {
        return calls.owner()
                .contentType("application/merge-patch+json")
                .body("{" + fields + "}")
                .patch("/v1/segments/" + segment)
                .then();
    }

    private Response rule(String segment, String rule) {
        return patch(segment, "\"rule\":" + rule);
    }

    private String draft(String key, String audience) {
        return calls.draft(definition(key, "\"audience\":" + audience));
    }

    private String from(String city) {
        String card = "{\"kind\":\"card\",\"value\":\"%s\"}".formatted(city);
        return calls.member(card, ",\"profile\":{\"city\":\"%s\"}".formatted(city));
    }

    @Test
    void anAudienceIsChangedInItsExperimentAlone() {
        String id = draft("coupon", CITY.formatted("Shanghai"));
        String audience = calls.owner().get(PATH + "/" + id).path("segmentId");
        for (String state : new String[] {"draft", "start", "pause", "stop"}) {
            if (!state.equals("draft")) {
                calls.step(id, state).statusCode(200);
            }
            rule(audience, CITY.formatted("Beijing"))
                    .statusCode(409)
                    .body("code", is("conflict"))
                    .body("detail", containsString("the experiment coupon"));
            patch(audience, "\"name\":\"After " + state + "\"").statusCode(200);
            calls.owner()
                    .delete("/v1/segments/" + audience)
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("the experiment coupon"));
        }
        calls.owner()
                .get("/v1/segments/" + audience)
                .then()
                .body("version", is(1))
                .body("rule.value", is("Shanghai"));
    }

    /** Else nobody could ever delete the segments that its audience has named. */
    @Test
    void whatIsArchivedHoldsNothing() {
        String inner = segment("inner", CITY.formatted("Shanghai"));
        String id = draft("coupon", IN.formatted("inner"));
        String audience = calls.owner().get(PATH + "/" + id).path("segmentId");
        calls.step(id, "start").statusCode(200);
        calls.step(id, "stop").statusCode(200);
        calls.owner().delete("/v1/segments/" + inner).then().statusCode(409);
        String naming = segment("naming", IN.formatted(audience));
        calls.step(id, "archive").statusCode(409).body("code", is("conflict"));
        calls.owner().get(PATH + "/" + id).then().body("state", is("stopped")).body("segmentId", is(audience));
        calls.owner().delete("/v1/segments/" + naming).then().statusCode(204);
        calls.step(id, "archive").statusCode(200).body("segmentId", nullValue()).body("audience.segment", is("inner"));
        calls.owner().get("/v1/segments/" + audience).then().statusCode(404);
        calls.owner().delete("/v1/segments/" + inner).then().statusCode(204);
    }

    /** A rule that names a segment whose rule names another. */
    @Test
    void whatARunningAudienceNamesKeepsItsRule() {
        String shanghai = from("Shanghai");
        String beijing = from("Beijing");
        String inner = segment("inner", CITY.formatted("Shanghai"));
        draft("draft", IN.formatted(inner));
        rule(inner, CITY.formatted("Beijing")).statusCode(200);
        segment("outer", IN.formatted(inner));
        String id = draft("coupon", IN.formatted("outer"));
        calls.step(id, "start").statusCode(200);
        assertThat(calls.reason(beijing, "coupon")).isEqualTo("assigned");
        for (String state : new String[] {"start", "pause"}) {
            if (!state.equals("start")) {
                calls.step(id, state).statusCode(200);
            }
            rule(inner, CITY.formatted("Shanghai"))
                    .statusCode(409)
                    .body("code", is("experiment_state"))
                    .body("detail", containsString("The experiment coupon"));
            patch(inner, "\"name\":\"Called otherwise\",\"rule\":" + CITY.formatted("Beijing"))
                    .statusCode(200);
        }
        calls.step(id, "resume").statusCode(200);
        assertThat(calls.reason(beijing, "coupon")).isEqualTo("assigned");
        assertThat(calls.reason(shanghai, "coupon")).isEqualTo("not_in_audience");
        calls.step(id, "stop").statusCode(200);
        rule(inner, CITY.formatted("Shanghai")).statusCode(200);
    }

    /** Whoever is frozen when somebody changes the rule is who the experiment is for. */
    @Test
    void aFrozenSegmentIsNotFrozenAnew() {
        String shanghai = from("Shanghai");
        String frozen = calls.owner()
                .body("{\"key\":\"frozen\",\"name\":\"Some\",\"purpose\":\"service\",\"kind\":\"frozen\",\"rule\":%s}"
                        .formatted(CITY.formatted("Shanghai")))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .path("id");
        String id = draft("coupon", IN.formatted("frozen"));
        calls.step(id, "start").statusCode(200);
        rule(frozen, CITY.formatted("Beijing")).statusCode(409).body("code", is("experiment_state"));
        assertThat(calls.reason(shanghai, "coupon")).isEqualTo("assigned");
    }

    /** The audience of a draft may be named by another experiment's. */
    @Test
    void aDraftDoesNotChangeWhatARunningOneNames() {
        String draft = draft("draft", CITY.formatted("Shanghai"));
        String running = draft("running", IN.formatted("experiment-" + draft));
        calls.replace(draft, definition("draft", "\"audience\":" + CITY.formatted("Beijing")))
                .statusCode(200);
        calls.step(running, "start").statusCode(200);
        calls.replace(draft, definition("draft", "\"audience\":" + CITY.formatted("Shanghai")))
                .statusCode(409)
                .body("code", is("experiment_state"))
                .body("detail", containsString("The experiment running"));
        calls.owner().get(PATH + "/" + draft).then().body("audience.value", is("Beijing"));
    }

    /** Whoever is changing the segment may come first or not at all. */
    @Test
    void aStartWaitsForWhoIsChangingTheSegment() throws Exception {
        String inner = segment("inner", CITY.formatted("Shanghai"));
        String id = draft("coupon", IN.formatted("inner"));
        try (Connection changing = TestTenant.connect("shuke_migrator");
                Statement statement = changing.createStatement()) {
            changing.setAutoCommit(false);
            statement.execute("select from segment where id = '" + inner + "' for update");
            var start = atOnce(() -> calls.step(id, "start"));
            Poll.until(
                    "waiting for the segment",
                    Duration.ofMinutes(1),
                    () -> start.isDone()
                            || !calls.tenant()
                                    .sql("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and usename = 'shuke_app' and query like '%from segment where%'")
                                    .isEmpty());
            assertThat(start).isNotDone();
            changing.rollback();
            start.join().statusCode(200);
        }
    }

    @Test
    void anotherMerchantsExperimentsHoldNothing() {
        String inner = segment("inner", CITY.formatted("Shanghai"));
        ExperimentCalls other = ExperimentCalls.ofNewTenant();
        other.owner()
                .body("{\"key\":\"inner\",\"name\":\"Some\",\"purpose\":\"service\",\"kind\":\"dynamic\",\"rule\":%s}"
                        .formatted(CITY.formatted("Shanghai")))
                .post("/v1/segments")
                .then()
                .statusCode(201);
        other.running(definition("coupon", "\"audience\":" + IN.formatted("inner")));
        rule(inner, CITY.formatted("Beijing")).statusCode(200);
    }
}
