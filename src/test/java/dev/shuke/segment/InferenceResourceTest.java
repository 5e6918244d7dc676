package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InferenceResourceTest extends ApiTest {
    private static final String INFERENCES = "/v1/attributes/hasInfant/inferences";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void anAttribute() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        define("hasInfant", "boolean", "preference");
    }

    private void define(String key, String type, String sensitivity) {
        as(owner)
                .body("""
                        {"key":"%s","name":{"en":"x"},"type":"%s","sensitivity":"%s"}""".formatted(key, type, sensitivity))
                .post("/v1/attributes")
                .then()
                .statusCode(201);
    }

    private String member(String card, String city, String attributes) {
        return as(owner)
                .body("""
                        {"identities":[{"kind":"card","value":"%s"}],"profile":{"city":"%s"},"attributes":%s}""".formatted(card, city, attributes))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String inference(String city, String value, double confidence) {
        return """
                {"rule":{"type":"attribute","attribute":"city","op":"eq","value":"%s"},"value":%s,"confidence":%s,
                 "purpose":"service"}""".formatted(city, value, confidence);
    }

    private String infer(String body) {
        return as(owner)
                .body(body)
                .post(INFERENCES)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void patch(String member, String body) {
        as(owner).body(body).patch("/v1/members/" + member).then().statusCode(200);
    }

    private JsonPath seen(String member) {
        return as(owner).get("/v1/members/" + member + "?include=provenance").jsonPath();
    }

    private String value(String member) {
        JsonPath seen = seen(member);
        Map<String, Object> values = seen.getMap("attributes");
        Map<String, Map<String, Object>> provenance = seen.getMap("provenance");
        Map<String, Object> from = provenance.getOrDefault("hasInfant", Map.of());
        return values.get("hasInfant") + " " + from.get("source") + " " + from.get("confidence");
    }

    private String writer(String member) {
        Map<String, Map<String, Object>> provenance = seen(member).getMap("provenance");
        return (String) provenance.get("hasInfant").get("writtenBy");
    }

    private void becomes(String member, String value) {
        Poll.until(value, Duration.ofMinutes(1), () -> value(member).equals(value));
    }

    /** As if an hour had passed. */
    private void nextHour() {
        tenant.sql("update attribute_inference set run_at = now() where %T");
        tenant.sql("update jobs.due set at = now() where %T and kind = 'segment.inference'");
    }

    private void runEnds() {
        Poll.until(
                "the end of the run",
                Duration.ofMinutes(1),
                () -> tenant.sql("""
                        select id from jobs.due
                        where %T and kind = 'segment.inference' and (at <= now() or picked)
                        """).isEmpty());
    }

    @Test
    void writesTheValueWhereTheRuleHoldsAndNobodyKnowsBetter() {
        String holds = member("C-1", "Shanghai", "{}");
        String declared = member("C-2", "Shanghai", "{\"hasInfant\":false}");
        String elsewhere = member("C-3", "London", "{}");
        String id = infer(inference("Shanghai", "true", 0.8));
        becomes(holds, "true inferred 0.8");
        assertThat(writer(holds)).isEqualTo("inference:" + id);
        assertThat(value(declared)).isEqualTo("false declared null");
        assertThat(value(elsewhere)).isEqualTo("null null null");
        as(owner)
                .get(INFERENCES)
                .then()
                .statusCode(200)
                .body("items.id", contains(id))
                .body("items[0].value", is(true));
    }

    @Test
    void takesItsOwnValueAwayWhereTheRuleNoLongerHolds() {
        String moves = member("C-1", "Shanghai", "{}");
        String declares = member("C-2", "Shanghai", "{}");
        String comes = member("C-3", "London", "{}");
        infer(inference("Shanghai", "true", 0.8));
        becomes(moves, "true inferred 0.8");
        becomes(declares, "true inferred 0.8");
        patch(moves, "{\"profile\":{\"city\":\"London\"}}");
        patch(declares, "{\"profile\":{\"city\":\"London\"},\"attributes\":{\"hasInfant\":true}}");
        patch(comes, "{\"profile\":{\"city\":\"Shanghai\"}}");
        nextHour();
        becomes(moves, "null null null");
        becomes(comes, "true inferred 0.8");
        assertThat(value(declares)).isEqualTo("true declared null");
    }

    @Test
    void theSurerOfTwoWinsAndLeavesItsPlaceToTheOther() {
        String member = member("C-1", "Shanghai", "{}");
        infer(inference("Shanghai", "false", 0.3));
        becomes(member, "false inferred 0.3");
        String surer = infer(inference("Shanghai", "true", 0.6));
        becomes(member, "true inferred 0.6");
        as(owner).delete(INFERENCES + "/" + surer).then().statusCode(204);
        becomes(member, "null null null");
        nextHour();
        becomes(member, "false inferred 0.3");
    }

    @Test
    void whatSomebodyTookAwayIsNotInferredAgain() {
        String member = member("C-1", "Shanghai", "{}");
        infer(inference("Shanghai", "true", 1));
        becomes(member, "true inferred 1.0");
        patch(member, "{\"attributes\":{\"hasInfant\":null}}");
        String other = member("C-2", "Shanghai", "{}");
        nextHour();
        becomes(other, "true inferred 1.0");
        assertThat(value(member)).isEqualTo("null null null");
    }

    @Test
    void whoWasMergedIntoAnotherIsLeftAlone() {
        String merged = member("C-1", "Shanghai", "{}");
        String living = member("C-2", "London", "{}");
        infer(inference("Shanghai", "true", 0.8));
        becomes(merged, "true inferred 0.8");
        as(owner)
                .body(Map.of("from", merged))
                .post("/v1/members/" + living + "/merge")
                .then()
                .statusCode(201);
        nextHour();
        runEnds();
        assertThat(value(living)).isEqualTo("null null null");
    }

    @Test
    void whatIsRetiredIsNoLongerInferredAndStaysUntilTheInferenceGoes() {
        String before = member("C-1", "Shanghai", "{}");
        String id = infer(inference("Shanghai", "true", 0.8));
        becomes(before, "true inferred 0.8");
        as(owner)
                .body("{\"retired\":true}")
                .patch("/v1/attributes/hasInfant")
                .then()
                .statusCode(200);
        String after = member("C-2", "Shanghai", "{}");
        nextHour();
        runEnds();
        assertThat(value(before)).isEqualTo("true inferred 0.8");
        assertThat(value(after)).isEqualTo("null null null");
        as(owner).delete(INFERENCES + "/" + id).then().statusCode(204);
        becomes(before, "null null null");
    }

    @Test
    void refusesWhatCouldNotBe() {
        define("nickname", "string", "contact");
        as(owner)
                .body(inference("Shanghai", "\"yes\"", 0.5))
                .post(INFERENCES)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/value"));
        as(owner).body("""
                        {"rule":{"type":"attribute","attribute":"hasInfant","op":"missing"},"value":true,"confidence":0.5,
                         "purpose":"service"}""").post(INFERENCES).then().statusCode(422).body("errors.pointer", contains("/rule"));
        as(owner)
                .body(inference("Shanghai", "\"x\"", 0.5))
                .post("/v1/attributes/nickname/inferences")
                .then()
                .statusCode(422);
        as(owner)
                .body(inference("Shanghai", "true", 0.5))
                .post("/v1/attributes/unheardOf/inferences")
                .then()
                .statusCode(404);
        as(owner)
                .body(inference("Shanghai", "true", 0.5).replace("service", "nobody.asked"))
                .post(INFERENCES)
                .then()
                .statusCode(422)
                .body("code", is("purpose_unavailable"));
        as(tenant.staff("marketing"))
                .body(inference("Shanghai", "true", 0.5))
                .post(INFERENCES)
                .then()
                .statusCode(403);
        as(owner).get(INFERENCES).then().body("items", hasSize(0));
    }
}
