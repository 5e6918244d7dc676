package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.experiment.Allocation.Answer;
import dev.shuke.experiment.Bucket.Draw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    private static Allocation allocation(JsonNode row) {
        return new Allocation(
                row.get("salt").asText(),
                row.get("holdoutSalt").asText(),
                row.get("holdout").asInt(),
                row.has("layer") ? place(row.get("layer")) : null,
                row.get("traffic").asInt(),
                row.get("variants")
                        .valueStream()
                        .map(it -> new Allocation.Weight(
                                it.get("key").asText(), it.get("weight").asLong()))
                        .toList());
    }

    private static Layer.Place place(JsonNode layer) {
        List<BucketRange> ranges = layer.get("ranges")
                .valueStream()
                .map(it -> new BucketRange(it.get("from").asInt(), it.get("to").asInt()))
                .toList();
        return new Layer.Place(layer.get("salt").asText(), ranges);
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
