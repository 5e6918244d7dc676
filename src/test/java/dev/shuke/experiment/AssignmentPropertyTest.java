package dev.shuke.experiment;

import static dev.shuke.experiment.ExperimentCalls.MARKETING;
import static dev.shuke.experiment.ExperimentCalls.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.Seed;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done in whatever order, the answers are those of a model that knows no SQL: it keeps who allows what, who was
 * shown what and what each experiment says, and draws by the published hash.
 */
@QuarkusTest
class AssignmentPropertyTest extends ApiTest {
    private static final int STEPS = 40;
    private static final int MEMBERS = 5;

    /** An experiment as the model has it. */
    private static final class Model {
        private final String key;
        private final String id;
        private final String purpose;
        private final String layer;
        private final boolean withAudience;
        private final String tester;
        private String state = "running";
        private int percent;
        private int weight = 1;
        private Allocation allocation;
        private final Map<String, String> shown = new HashMap<>();

        private Model(
                String key, String id, String purpose, String layer, boolean withAudience, String tester, int percent) {
            this.key = key;
            this.id = id;
            this.purpose = purpose;
            this.layer = layer;
            this.withAudience = withAudience;
            this.tester = tester;
            this.percent = percent;
        }
    }

    private final ExperimentCalls calls = ExperimentCalls.ofNewTenant();
    private final List<String> members = new ArrayList<>();
    private final Map<String, String> cards = new HashMap<>();
    private final Set<String> audience = new HashSet<>();
    private final Set<String> allowing = new HashSet<>();
    private final List<Model> models = new ArrayList<>();
    private String notice;
    private String holdoutSalt;

    private static String definition(
            String key, String purpose, String layer, boolean withAudience, String tester, int percent, int weight) {
        return """
                {"key":"%s","name":"Any","purpose":"%s",%s%s"traffic":%s,
                 "variants":[{"key":"a","weight":1%s},{"key":"b","weight":%d}],
                 "metrics":[{"key":"conversion","type":"proportion"}]}""".formatted(
                        key,
                        purpose,
                        layer == null ? "" : "\"layer\":\"" + layer + "\",",
                        withAudience
                                ? "\"audience\":{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"eq\",\"value\":\"Shanghai\"},"
                                : "",
                        percent / 100.0,
                        tester == null ? "" : ",\"testers\":[\"" + tester + "\"]",
                        weight);
    }

    private void plant() {
        for (int i = 0; i < MEMBERS; i++) {
            String city = i % 3 == 0 ? "Beijing" : "Shanghai";
            String member = calls.member(
                    "{\"kind\":\"card\",\"value\":\"P-" + i + "\"}", ",\"profile\":{\"city\":\"" + city + "\"}");
            members.add(member);
            cards.put(member, "P-" + i);
            if (city.equals("Shanghai")) {
                audience.add(member);
            }
        }
        notice = calls.owner()
                .body("{\"purpose\":\"%s\",\"texts\":{\"en\":\"What for\"}}".formatted(MARKETING))
                .post("/v1/notices")
                .then()
                .statusCode(201)
                .path("id");
        calls.owner()
                .body("{\"holdout\":0.1}")
                .put("/v1/experiment-settings")
                .then()
                .statusCode(200);
        holdoutSalt = calls.owner().get("/v1/experiment-settings").path("salt");
        begin("plain", "service", null, false, null, 50);
        begin("asked", MARKETING, null, true, members.getFirst(), 100);
        begin("left", "service", "page", false, null, 40);
        begin("right", "service", "page", false, null, 40);
    }

    private void begin(String key, String purpose, String layer, boolean withAudience, String tester, int percent) {
        String id = calls.running(definition(key, purpose, layer, withAudience, tester, percent, 1));
        Model model = new Model(key, id, purpose, layer, withAudience, tester, percent);
        learn(model);
        models.add(model);
    }

    /** Salts and buckets, which nobody chooses; shares are the model's own. */
    private void learn(Model model) {
        Response told = calls.owner().get(PATH + "/" + model.id).then().statusCode(200);
        List<BucketRange> ranges = new ArrayList<>();
        if (model.layer != null) {
            List<Map<String, Object>> sent = told.path("ranges");
            int missing = model.percent * 100;
            for (Map<String, Object> range : sent) {
                int from = ((Number) range.get("from")).intValue();
                int size = Math.min(missing, ((Number) range.get("to")).intValue() - from);
                if (size > 0) {
                    ranges.add(new BucketRange(from, from + size));
                }
                missing -= size;
            }
        }
        model.allocation = new Allocation(
                told.path("salt"),
                holdoutSalt,
                1_000,
                model.layer == null ? null : new Layer.Place(told.path("layerSalt"), ranges),
                model.layer == null ? model.percent * 100 : Bucket.COUNT,
                List.of(new Allocation.Weight("a", 1), new Allocation.Weight("b", model.weight)));
    }

    private String expected(Model model, String member) {
        boolean tries = member.equals(model.tester);
        if (model.state.equals("paused") && !tries) {
            return "not_running";
        }
        if (model.purpose.equals(MARKETING) && !allowing.contains(member)) {
            return "no_consent";
        }
        if (tries) {
            return "a";
        }
        if (model.shown.containsKey(member)) {
            return model.shown.get(member);
        }
        if (model.withAudience && !audience.contains(member)) {
            return "not_in_audience";
        }
        return switch (model.allocation.assign(member)) {
            case Allocation.Answer.Given given -> given.variant();
            case Allocation.Answer.Refused refused -> refused.reason().name().toLowerCase(Locale.ROOT);
        };
    }

    private String change(Random random) {
        String member = members.get(random.nextInt(MEMBERS));
        Model model = models.get(random.nextInt(models.size()));
        return switch (random.nextInt(5)) {
            case 0 -> consent(member);
            case 1 -> pauseOrResume(model);
            case 2 -> redefine(model, random);
            default -> expose(model, member);
        };
    }

    private String consent(String member) {
        if (allowing.remove(member)) {
            calls.owner()
                    .delete("/v1/members/" + member + "/consents/" + MARKETING)
                    .then()
                    .statusCode(200);
            return "withdraws";
        }
        allowing.add(member);
        calls.owner()
                .body("[{\"purpose\":\"%s\",\"action\":\"given\",\"noticeVersionId\":\"%s\"}]"
                        .formatted(MARKETING, notice))
                .post("/v1/members/" + member + "/consents")
                .then()
                .statusCode(200);
        return "allows";
    }

    private String pauseOrResume(Model model) {
        boolean running = model.state.equals("running");
        calls.step(model.id, running ? "pause" : "resume").statusCode(200);
        model.state = running ? "paused" : "running";
        return model.key + " is " + model.state;
    }

    private String redefine(Model model, Random random) {
        model.percent = model.layer == null ? 1 + random.nextInt(100) : 1 + random.nextInt(50);
        model.weight = 1 + random.nextInt(4);
        calls.replace(
                        model.id,
                        definition(
                                model.key,
                                model.purpose,
                                model.layer,
                                model.withAudience,
                                model.tester,
                                model.percent,
                                model.weight))
                .statusCode(200);
        learn(model);
        return model.key + " has " + model.percent + " % and a weight of " + model.weight;
    }

    /** Of what the member would be shown, or of b: an app may be late. */
    private String expose(Model model, String member) {
        String drawn = expected(model, member);
        String variant = drawn.equals("a") ? "a" : "b";
        calls.expose(cards.get(member), model.key, variant);
        if (!member.equals(model.tester)) {
            model.shown.putIfAbsent(member, variant);
        }
        return model.key + " shows " + variant;
    }

    @Test
    void theAnswersAreTheModels() {
        long seed = Seed.take();
        Random random = new Random(seed);
        plant();
        List<String> done = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            done.add(change(random));
            for (String member : members) {
                Response answer = calls.assign("member", member, "plain", "asked", "left", "right")
                        .statusCode(200);
                for (int i = 0; i < models.size(); i++) {
                    String variant = answer.path("assignments[" + i + "].variant");
                    String outcome = variant == null ? answer.path("assignments[" + i + "].reason") : variant;
                    assertThat(outcome)
                            .as("seed %d, %s of %s after %s", seed, models.get(i).key, member, done)
                            .isEqualTo(expected(models.get(i), member));
                }
            }
        }
    }
}
