package dev.shuke.experiment;

import static dev.shuke.experiment.ExperimentCalls.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExposureTest extends ApiTest {
    private static final String CARD = "{\"kind\":\"card\",\"value\":\"%s\"}";

    private final ExperimentCalls calls = ExperimentCalls.ofNewTenant();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private String ago(int minutes) {
        return now.minus(minutes, ChronoUnit.MINUTES).toString();
    }

    /** Variant, whether mixed, how many minutes ago. */
    private String exposure(String member) {
        return String.join(
                ";",
                calls.tenant()
                        .sql("select variant || ' ' || mixed || ' ' || round(extract(epoch from '" + now
                                + "'::timestamptz - first_at) / 60) from experiment_exposure where %T and member_id = '"
                                + member + "'"));
    }

    @Test
    void theEarliestCountsWheneverItComes() {
        String member = calls.member(CARD.formatted("E-1"), "");
        calls.running(definition("coupon", ""));
        calls.expose("card", "E-1", "coupon", "a", ago(10)).body("accepted", is(1));
        calls.expose("card", "E-1", "coupon", "a", ago(20)).body("accepted", is(1));
        assertThat(exposure(member)).isEqualTo("a false 20");
        calls.expose("card", "E-1", "coupon", "a", ago(5)).body("accepted", is(1));
        assertThat(exposure(member)).isEqualTo("a false 20");
        calls.expose("card", "E-1", "coupon", "b", ago(30)).body("accepted", is(1));
        assertThat(exposure(member)).isEqualTo("b true 30");
        assertThat(calls.outcome(member, "coupon")).isEqualTo("b");
    }

    @Test
    void whatIsNotThereIsRejected() {
        calls.member(CARD.formatted("E-2"), "");
        calls.draft(definition("draft", ""));
        calls.running(definition("coupon", ""));
        for (String wrong : new String[] {"draft", "nothing"}) {
            calls.expose("E-2", wrong, "a")
                    .body("accepted", is(0))
                    .body("rejected[0].code", is("validation_failed"))
                    .body("rejected[0].errors[0].pointer", is("/props/experiment"));
        }
        calls.expose("E-2", "coupon", "z").body("rejected[0].errors[0].pointer", is("/props/variant"));
        assertThat(calls.tenant().sql("select count(*) from event where %T")).containsExactly("0");
    }

    @Test
    void testersAndTheTimeAfterTheEndDoNotCount() {
        String tester = calls.member(CARD.formatted("E-3"), "");
        String late = calls.member(CARD.formatted("E-4"), "");
        String id = calls.running(
                definition("coupon", "").replace("\"key\":\"b\",", "\"key\":\"b\",\"testers\":[\"" + tester + "\"],"));
        calls.expose("E-3", "coupon", "b").body("accepted", is(1));
        assertThat(exposure(tester)).isEmpty();
        calls.step(id, "stop").statusCode(200);
        calls.expose("card", "E-4", "coupon", "a", now.plus(1, ChronoUnit.HOURS).toString())
                .body("accepted", is(1));
        assertThat(exposure(late)).isEmpty();
        calls.expose("card", "E-4", "coupon", "a", ago(1)).body("accepted", is(1));
        assertThat(exposure(late)).isEqualTo("a false 1");
    }

    @Test
    void aDeviceKeepsItsVariantWhenItsMemberBecomesKnown() {
        String device = calls.member("{\"kind\":\"device\",\"value\":\"d-77\"}", "");
        String known = calls.member(CARD.formatted("E-5"), "");
        calls.running(definition("coupon", "\"unit\":\"device\""));
        String drawn = calls.outcome(known, "coupon");
        String other = drawn.equals("a") ? "b" : "a";
        calls.expose("device", "d-77", "coupon", other, ago(10)).body("accepted", is(1));
        String merge = merge(known, device);
        assertThat(calls.outcome(known, "coupon")).isEqualTo(other);
        assertThat(exposure(known)).isEqualTo(other + " false 10");
        calls.assign("device", "d-77", "coupon").body("assignments[0].variant", is(other));
        calls.expose("card", "E-5", "coupon", drawn, ago(5));
        assertThat(exposure(known)).isEqualTo(other + " true 10");
        calls.owner().post("/v1/merges/" + merge + "/undo").then().statusCode(200);
        assertThat(exposure(known)).isEqualTo(drawn + " false 5");
        assertThat(exposure(device)).isEqualTo(other + " false 10");
    }

    private String merge(String into, String from) {
        return calls.owner()
                .body("{\"from\":\"" + from + "\"}")
                .post("/v1/members/" + into + "/merge")
                .then()
                .statusCode(201)
                .path("id");
    }

    @Test
    void anErasedMemberLeavesNone() {
        String member = calls.member(CARD.formatted("E-6"), "");
        calls.running(definition("coupon", ""));
        calls.expose("E-6", "coupon", "a").body("accepted", is(1));
        calls.owner().delete("/v1/members/" + member).then().statusCode(204);
        assertThat(exposure(member)).isEmpty();
    }

    /** An event, and which one it corrects. */
    private String told(String id, String type, String variant, int minutes, String corrects) {
        return """
                {"type":"%s","source":"x","sourceId":"%s","occurredAt":"%s","member":{"kind":"card","value":"E-7"}%s%s}""".formatted(
                type,
                id,
                ago(minutes),
                variant == null ? "" : ",\"props\":{\"experiment\":\"coupon\",\"variant\":\"%s\"}".formatted(variant),
                corrects == null ? "" : ",\"corrects\":{\"source\":\"x\",\"sourceId\":\"%s\"}".formatted(corrects));
    }

    private void send(String... events) {
        calls.owner()
                .body("[" + String.join(",", events) + "]")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", is(events.length));
    }

    @Test
    void whatWasCorrectedCountsNoMore() {
        String member = calls.member(CARD.formatted("E-7"), "");
        calls.running(definition("coupon", ""));
        send(told("1", "exposure", "a", 30, null), told("2", "exposure", "b", 20, null));
        assertThat(exposure(member)).isEqualTo("a true 30");
        send(told("3", "exposure", "b", 25, "1"));
        assertThat(exposure(member)).isEqualTo("b false 25");
        send(told("4", "event.cancelled", null, 1, "3"));
        assertThat(exposure(member)).isEqualTo("b false 20");
        send(told("5", "event.cancelled", null, 1, "2"));
        assertThat(exposure(member)).isEmpty();
        send(told("7", "event.cancelled", null, 1, "6"));
        send(told("6", "exposure", "a", 15, null));
        assertThat(exposure(member)).as("corrected before it came").isEmpty();
        send(told("8", "exposure", "a", 10, null), told("9", "exposure", "b", 5, "8"));
        assertThat(exposure(member)).as("in one batch").isEqualTo("b false 5");
    }

    /** As where events have been deleted for their age. */
    @Test
    void whatNoEventTellsOfAnyMoreStays() {
        String member = calls.member(CARD.formatted("E-7"), "");
        calls.running(definition("coupon", ""));
        send(told("1", "exposure", "a", 30, null), told("2", "exposure", "a", 20, null));
        calls.tenant().sql("delete from event where %T and source_id = '1'");
        send(told("3", "event.cancelled", null, 1, "2"));
        assertThat(exposure(member)).isEqualTo("a false 30");
    }
}
