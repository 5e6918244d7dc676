package dev.shuke.experiment;

import static dev.shuke.experiment.ExperimentCalls.PATH;
import static dev.shuke.experiment.ExperimentCalls.definition;
import static dev.shuke.experiment.ExperimentCalls.variants;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ExperimentResourceTest extends ApiTest {
    private static final Map<String, List<String>> POSSIBLE = Map.of(
            "draft", List.of("start", "archive"),
            "running", List.of("pause", "stop"),
            "paused", List.of("resume", "stop"),
            "stopped", List.of("archive"),
            "archived", List.of());
    private static final Map<String, List<String>> WAYS = Map.of(
            "draft", List.of(),
            "running", List.of("start"),
            "paused", List.of("start", "pause"),
            "stopped", List.of("start", "stop"),
            "archived", List.of("archive"));

    private final ExperimentCalls calls = ExperimentCalls.ofNewTenant();

    @Test
    void isKeptWithWhatWasLeftOut() {
        String id = calls.draft("""
                {"key":"coupon","name":"Coupon","purpose":"service","variants":[{"key":"a"},{"key":"b"}],
                 "metrics":[{"key":"conversion","type":"proportion"}]}""");
        calls.owner()
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("state", is("draft"))
                .body("unit", is("member"))
                .body("traffic", is(1.0))
                .body("variants.weight", contains(1, 1))
                .body("metrics[0].role", is("primary"))
                .body("metrics[0].event", is("order.paid"))
                .body("plan.kind", is("fixed"))
                .body("salt", notNullValue())
                .body("segmentId", nullValue())
                .body("version", is(1));
        calls.owner()
                .body(definition("coupon", ""))
                .post(PATH)
                .then()
                .statusCode(409)
                .body("code", is("already_exists"));
    }

    @ParameterizedTest
    @CsvSource({"draft", "running", "paused", "stopped", "archived"})
    void takesTheStepsOfItsStateAndNoOthers(String state) {
        for (String step : List.of("start", "pause", "resume", "stop", "archive")) {
            String id = calls.draft(definition("x-" + state + "-" + step, ""));
            WAYS.get(state).forEach(way -> calls.step(id, way).statusCode(200));
            boolean possible = POSSIBLE.get(state).contains(step);
            calls.step(id, step).statusCode(possible ? 200 : 409);
            if (!possible) {
                calls.owner().get(PATH + "/" + id).then().body("state", is(state));
            }
        }
    }

    @Test
    void whatStartedKeepsWhatIsMeasured() {
        String id = calls.running(definition("coupon", "\"traffic\":0.5"));
        for (String changed : List.of(
                "\"unit\":\"device\"",
                "\"purpose\":\"analytics\"",
                "\"layer\":\"checkout\"",
                "\"audience\":{\"type\":\"metric\",\"metric\":\"frequency\",\"op\":\"gte\",\"value\":1}",
                "\"plan\":{\"kind\":\"sequential\"}",
                "\"variants\":[{\"key\":\"a\"},{\"key\":\"c\"}]",
                "\"metrics\":[{\"key\":\"revenue\",\"type\":\"revenue\"}]")) {
            calls.replace(id, with(definition("coupon", ""), changed))
                    .statusCode(422)
                    .body("errors", hasSize(1));
        }
        calls.replace(id, definition("other", "")).statusCode(422).body("errors[0].pointer", is("/key"));
        calls.replace(id, with(definition("coupon", ""), variants(1, 3)))
                .statusCode(200)
                .body("version", is(2))
                .body("traffic", is(1.0));
        calls.owner()
                .get(PATH + "/" + id + "/versions")
                .then()
                .statusCode(200)
                .body("items.version", contains(1, 2))
                .body("items[0].definition.traffic", is(0.5))
                .body("items[1].definition.variants[1].weight", is(3))
                .body("items[1].changedBy", notNullValue());
        calls.step(id, "stop").statusCode(200);
        calls.replace(id, definition("coupon", "\"traffic\":0.5"))
                .statusCode(409)
                .body("code", is("experiment_state"));
        calls.owner().delete(PATH + "/" + id).then().statusCode(409);
    }

    /** The field takes the place of the one that is there. */
    private static String with(String definition, String field) {
        String name = field.substring(0, field.indexOf(':'));
        String rest = definition.replaceAll("(?s)" + name + ":\\[.*?\\}\\],?|" + name + ":\"[a-z.]*\",?", "");
        return rest.replaceFirst("\\{", "{" + field.replaceAll(",$", "") + ",").replaceAll(",\\s*\\}$", "}");
    }

    @Test
    void anAudienceIsASegmentOfItsOwn() {
        String rule = "\"audience\":{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"eq\",\"value\":\"%s\"}";
        String id = calls.draft(definition("coupon", rule.formatted("Shanghai")));
        String segment = calls.owner().get(PATH + "/" + id).path("segmentId");
        calls.owner()
                .get("/v1/segments/" + segment)
                .then()
                .statusCode(200)
                .body("key", is("experiment-" + id))
                .body("rule.value", is("Shanghai"));
        calls.owner().delete("/v1/segments/" + segment).then().statusCode(409);
        calls.replace(id, definition("coupon", rule.formatted("Beijing"))).statusCode(200);
        calls.owner().get("/v1/segments/" + segment).then().body("rule.value", is("Beijing"));
        calls.owner()
                .body(definition("bad", rule.formatted("x").replace("city", "nothing")))
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/audience/attribute"));
        calls.owner().delete(PATH + "/" + id).then().statusCode(204);
        calls.owner().get("/v1/segments/" + segment).then().statusCode(404);
    }

    @Test
    void aPurposeNeedsItsGrant() {
        String definition = definition("coupon", "").replace("\"service\"", "\"share.partner\"");
        as(calls.tenant().staff("marketing"))
                .body(definition)
                .post(PATH)
                .then()
                .statusCode(403)
                .body("code", is("purpose_forbidden"));
        String id = calls.draft(definition);
        as(calls.tenant().staff("marketing"))
                .post(PATH + "/" + id + "/start")
                .then()
                .statusCode(403);
        as(calls.tenant().staff("analyst")).get(PATH + "/" + id).then().statusCode(200);
        as(calls.tenant().staff("analyst"))
                .post(PATH + "/" + id + "/start")
                .then()
                .statusCode(403);
    }

    @Test
    void aLayerHasNoMoreThanAll() {
        String first = calls.running(definition("first", "\"layer\":\"checkout\",\"traffic\":0.6"));
        calls.owner()
                .get(PATH + "/" + first)
                .then()
                .body("ranges[0].from", is(0))
                .body("ranges[0].to", is(6000));
        String second = calls.draft(definition("second", "\"layer\":\"checkout\",\"traffic\":0.5"));
        calls.step(second, "start").statusCode(409).body("code", is("experiment_state"));
        calls.replace(second, definition("second", "\"layer\":\"checkout\",\"traffic\":0.4"))
                .statusCode(200);
        calls.step(second, "start").statusCode(200).body("ranges[0].from", is(6000));
        calls.replace(first, definition("first", "\"layer\":\"checkout\",\"traffic\":0.7"))
                .statusCode(409);
        calls.step(second, "stop").statusCode(200);
        calls.replace(first, definition("first", "\"layer\":\"checkout\",\"traffic\":0.7"))
                .statusCode(200)
                .body("ranges[1].to", is(7000));
    }

    @Test
    void theListIsWithoutWhatIsPutAway() {
        String kept = calls.draft(definition("kept", ""));
        String away = calls.draft(definition("away", ""));
        calls.step(away, "archive").statusCode(200);
        calls.owner().get(PATH).then().statusCode(200).body("items.id", contains(kept));
        calls.owner().queryParam("state", "archived").get(PATH).then().body("items.id", contains(away));
        calls.owner().queryParam("state", "paused").get(PATH).then().body("items", empty());
        calls.owner().queryParam("state", "CANARY").get(PATH).then().statusCode(400);
    }
}
