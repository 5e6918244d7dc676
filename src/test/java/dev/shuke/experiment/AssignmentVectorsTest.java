package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.experiment.Allocation.Answer;
import dev.shuke.experiment.Bucket.Draw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The vectors that clients compare theirs with; made by another implementation (Python's hashlib) of what they describe. */
class AssignmentVectorsTest {
    private static final Path PUBLISHED = Path.of("openapi/assignment-vectors.json");

    @Test
    void bucketsAreAsPublished() throws IOException {
        JsonNode buckets = published().get("buckets");
        assertThat(buckets).hasSizeGreaterThan(50);
        for (JsonNode row : buckets) {
            Draw draw = Draw.valueOf(row.get("draw").asText().toUpperCase(Locale.ROOT));
            String salt = row.get("salt").asText();
            String unit = row.get("unit").asText();
            assertThat(Bucket.hash(salt, draw, unit))
                    .as("%s", row)
                    .isEqualTo(row.get("hash").asLong());
            assertThat(DocumentedClient.hash(salt, row.get("draw").asText(), unit))
                    .isEqualTo(row.get("hash").bigIntegerValue());
            assertThat(Bucket.of(salt, draw, unit))
                    .as("%s", row)
                    .isEqualTo(row.get("bucket").asInt());
        }
    }

    @Test
    void answersAreAsPublished() throws IOException {
        for (JsonNode row : published().get("allocations")) {
            Allocation allocation = allocation(row);
            assertThat(row.get("answers")).hasSizeGreaterThan(20);
            for (JsonNode expected : row.get("answers")) {
                assertThat(allocation.assign(expected.get("unit").asText())).isEqualTo(answer(expected));
            }
        }
    }

    /** As the API tells an experiment, both by the server's own allocation and by a client's that has nothing of it. */
    @Test
    void experimentsAreAsPublished() throws IOException {
        Set<String> outcomes = new HashSet<>();
        for (JsonNode row : published().get("experiments")) {
            DocumentedClient client = new DocumentedClient(row.get("experiment"), row.get("settings"));
            for (JsonNode expected : row.get("answers")) {
                String unit = expected.get("unit").asText();
                String outcome =
                        expected.path("variant").asText(expected.path("reason").asText());
                outcomes.add(outcome);
                assertThat(client.outcome(unit)).as("%s", expected).isEqualTo(outcome);
                assertThat(toldOf(row).assign(unit)).as("%s", expected).isEqualTo(answer(expected));
                expected.get("buckets")
                        .properties()
                        .forEach(draw -> assertThat(
                                        DocumentedClient.bucket(salt(row, draw.getKey()), draw.getKey(), unit))
                                .isEqualTo(draw.getValue().asInt()));
            }
        }
        assertThat(outcomes).contains("holdout", "layer", "traffic", "a", "b", "c", "control", "gift", "points");
    }

    @Test
    void storesAreDrawnAsPublished() throws IOException {
        JsonNode draws = published().get("storeDraws");
        assertThat(draws.valueStream().map(row -> row.get("draw").asText()))
                .contains("matched", "stratified", "random");
        for (JsonNode row : draws) {
            Set<StoreDraw.Drawn> expected = row.get("drawn")
                    .valueStream()
                    .map(it -> new StoreDraw.Drawn(
                            it.get("store").asText(),
                            it.get("variant").asText(),
                            it.get("block").asInt()))
                    .collect(Collectors.toSet());
            assertThat(StoreAllotment.draw(row.get("salt").asText(), toldOfStores(row), stores(row)))
                    .as("%s", row)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static ExperimentRequest toldOfStores(JsonNode row) {
        DrawMethod draw = DrawMethod.valueOf(row.get("draw").asText().toUpperCase(Locale.ROOT));
        List<Variant> variants = weights(row).stream()
                .map(it -> new Variant(it.variant(), it.weight(), null, null, null))
                .toList();
        return new ExperimentRequest(
                "pilot",
                "Pilot",
                null,
                ExperimentUnit.STORE,
                null,
                null,
                null,
                1.0,
                variants,
                null,
                null,
                new StorePlan(draw, null, 90));
    }

    private static List<StoreDraw.Store> stores(JsonNode row) {
        return row.get("stores")
                .valueStream()
                .map(it -> new StoreDraw.Store(
                        it.get("code").asText(), "", it.get("sales").asDouble()))
                .toList();
    }

    private static String salt(JsonNode row, String draw) {
        return switch (draw) {
            case "holdout" -> row.get("settings").get("salt").asText();
            case "layer" -> row.get("experiment").get("layerSalt").asText();
            default -> row.get("experiment").get("salt").asText();
        };
    }

    /** As the server makes it of what is stored. */
    private static Allocation toldOf(JsonNode row) {
        JsonNode told = row.get("experiment");
        int traffic = (int) Math.max(1, Math.round(told.get("traffic").asDouble() * Bucket.COUNT));
        Layer.Place place = told.has("layerSalt")
                ? place(told.get("layerSalt").asText(), told.get("ranges")).first(traffic)
                : null;
        return new Allocation(
                told.get("salt").asText(),
                row.get("settings").get("salt").asText(),
                new ExperimentSettingRequest(row.get("settings").get("holdout").asDouble()).buckets(),
                place,
                place == null ? traffic : Bucket.COUNT,
                weights(told));
    }

    private static Allocation allocation(JsonNode row) {
        return new Allocation(
                row.get("salt").asText(),
                row.get("holdoutSalt").asText(),
                row.get("holdout").asInt(),
                row.has("layer")
                        ? place(
                                row.get("layer").get("salt").asText(),
                                row.get("layer").get("ranges"))
                        : null,
                row.get("traffic").asInt(),
                weights(row));
    }

    private static List<Allocation.Weight> weights(JsonNode row) {
        return row.get("variants")
                .valueStream()
                .map(it -> new Allocation.Weight(
                        it.get("key").asText(), it.get("weight").asLong()))
                .toList();
    }

    private static Layer.Place place(String salt, JsonNode ranges) {
        return new Layer.Place(
                salt,
                ranges.valueStream()
                        .map(it -> new BucketRange(
                                it.get("from").asInt(), it.get("to").asInt()))
                        .toList());
    }

    private static Answer answer(JsonNode expected) {
        return expected.has("variant")
                ? new Answer.Given(expected.get("variant").asText())
                : new Answer.Refused(Allocation.Reason.valueOf(
                        expected.get("reason").asText().toUpperCase(Locale.ROOT)));
    }

    private static JsonNode published() throws IOException {
        return new ObjectMapper().readTree(PUBLISHED.toFile());
    }
}
