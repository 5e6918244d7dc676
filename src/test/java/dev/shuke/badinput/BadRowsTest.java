package dev.shuke.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.badinput.Cases.Case;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every malformed event of the table in one batch, each behind a good one: the good ones are kept, and only they. */
@QuarkusTest
class BadRowsTest extends ApiTest {
    private static final String NDJSON = "application/x-ndjson";

    private final List<Case> bad = Cases.read("events").stream()
            .filter(row -> row.body() != null && row.expected().statuses().contains(422))
            .toList();

    private Wire wire;
    private Stage stage;

    @BeforeEach
    void stage() {
        wire = new Wire(ApiCall.port());
        stage = new Stage(wire);
    }

    /** A good event at every even place. */
    private List<String> rows(String source) {
        String valid = bad.getFirst().operation().valid();
        return IntStream.range(0, bad.size() * 2)
                .mapToObj(i -> i % 2 == 0
                        ? valid.replace("\"bad-1\"", "\"" + source + i + "\"")
                        : bad.get(i / 2).body())
                .toList();
    }

    private Answer send(String body, String type) {
        return wire.send(Call.of("POST", "/v1/events")
                .as(stage.token("owner"))
                .json(body)
                .with("Content-Type", type));
    }

    private void onlyTheBadAreRejected(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Expected.silent(answer);
        JsonNode result = answer.json();
        assertThat(result.get("accepted").intValue()).isEqualTo(bad.size());
        assertThat(result.get("duplicates").intValue()).isZero();
        assertThat(result.get("rejected")).hasSize(bad.size());
        for (int i = 0; i < bad.size(); i++) {
            JsonNode rejected = result.get("rejected").get(i);
            String where = bad.get(i).expected().where();
            assertThat(rejected.get("index").intValue()).isEqualTo(i * 2 + 1);
            assertThat(rejected.get("code").textValue()).isEqualTo("validation_failed");
            assertThat(rejected.get("errors"))
                    .as(bad.get(i).line())
                    .anySatisfy(error ->
                            assertThat(error.get("pointer").textValue()).isEqualTo(where));
        }
    }

    @Test
    void ofAnArray() {
        assertThat(bad).hasSizeGreaterThan(100);
        onlyTheBadAreRejected(send("[" + String.join(",", rows("array-")) + "]", "application/json"));
    }

    @Test
    void ofLines() {
        onlyTheBadAreRejected(send(String.join("\n", rows("line-")), NDJSON));
    }

    @Test
    void ofLinesThatAreNoJson() {
        String good = bad.getFirst().operation().valid();
        String lines = String.join(
                "\r\n",
                "CANARY",
                good,
                "{\"a\":\"CANARY",
                good + good,
                "[" + good + "]",
                "\"CANARY\"",
                "null",
                good.replace("{\"type\"", "{\"type\":\"a.b\",\"type\""),
                "  ",
                good.replace("bad-1", "other"));
        JsonNode result = send(lines, "Application/X-NDJSON; charset=utf-8").json();
        assertThat(result.get("accepted").intValue()).isEqualTo(2);
        assertThat(result.get("rejected").findValuesAsText("index")).containsExactly("0", "2", "3", "4", "5", "6", "7");
        assertThat(result.get("rejected").findValuesAsText("code"))
                .containsExactly(
                        "malformed_body",
                        "malformed_body",
                        "malformed_body",
                        "validation_failed",
                        "validation_failed",
                        "validation_failed",
                        "malformed_body");
        assertThat(result.toString()).doesNotContain("CANARY");
    }

    @Test
    void ofLinesInAnotherEncoding() {
        byte[] good = bad.getFirst().operation().valid().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        java.io.ByteArrayOutputStream lines = new java.io.ByteArrayOutputStream();
        lines.writeBytes(new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}', '\n'});
        lines.writeBytes(good);
        Answer answer = wire.send(Call.of("POST", "/v1/events")
                .as(stage.token("owner"))
                .with("Content-Type", NDJSON)
                .bytes(lines.toByteArray()));
        assertThat(answer.json().get("accepted").intValue()).isEqualTo(1);
        assertThat(answer.json().at("/rejected/0/code").textValue()).isEqualTo("malformed_body");
    }
}
