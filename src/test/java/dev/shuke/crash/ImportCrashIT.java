package dev.shuke.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.crash.Api.NoAnswer;
import dev.shuke.localstack.KillableStack;
import dev.shuke.localstack.KillableStack.Part;
import dev.shuke.localstack.Poll;
import dev.shuke.testing.TestTenant;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A file of members whose import is killed again and again: every row is written once, or refused once. */
class ImportCrashIT {
    private static final int ROWS = Integer.getInteger("shuke.crash.import.rows", 6_000);
    private static final int KILLS = Integer.getInteger("shuke.crash.import.kills", 1);
    private static final int PIECE = 500;
    /** Of so many rows one is bad. */
    private static final int BAD = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(120 + ROWS / 200);

    private final KillableStack stack = Stage.stack();

    private static String row(int number) {
        return number % BAD == 0
                ? "{\"identities\":[{\"kind\":\"fax\",\"value\":\"" + number + "\"}]}\n"
                : """
                {"identities":[{"kind":"card","value":"C-%1$d"},{"kind":"external","value":"E-%1$d"}],\
                "profile":{"name":"Wang %1$d","city":"City %2$d"},\
                "attributes":{"n":%1$d,"a":"one","b":2,"c":true,"d":"four %1$d"}}
                """.formatted(number, number % 100);
    }

    private static byte[] piece(int first) {
        return IntStream.range(first, Math.min(first + PIECE, ROWS + 1))
                .mapToObj(ImportCrashIT::row)
                .collect(joining())
                .getBytes(UTF_8);
    }

    @Test
    void everyRowIsWrittenOnceHoweverOftenItIsKilled() throws Exception {
        TestTenant tenant;
        try (Connection superuser = stack.connectAsSuperuser()) {
            tenant = TestTenant.create(superuser, "Asia/Shanghai", "CNY");
        }
        Api api = new Api(stack.api(), tenant.staff("owner"));
        long begun = System.nanoTime();
        String id = send(tenant);
        long sent = System.nanoTime();
        for (int kill = 1; kill <= KILLS; kill++) {
            int enough = ROWS / (KILLS + 1) * kill;
            Poll.until("so many rows", PATIENCE, () -> job(api, id).path("done").asInt() >= enough);
            stack.kill(Part.API);
            stack.start(Part.API);
        }
        Poll.until("the end", PATIENCE, () -> !job(api, id).path("endedAt").isMissingNode());
        report(sent - begun, System.nanoTime() - sent);
        assertThat(job(api, id).path("state").asText()).isEqualTo("succeeded");
        assertThat(job(api, id).path("done").asInt()).isEqualTo(ROWS);
        holds(tenant.id(), api.get("/v1/imports/" + id).body());
    }

    private String send(TestTenant tenant) throws Exception {
        HttpRequest upload = HttpRequest.newBuilder(URI.create(stack.api() + "/v1/imports?kind=members"))
                .header("Authorization", "Bearer " + tenant.staff("owner"))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArrays(
                        () -> IntStream.iterate(1, first -> first <= ROWS, first -> first + PIECE)
                                .mapToObj(ImportCrashIT::piece)
                                .iterator()))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(upload, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            return Api.JSON.readTree(answer.body()).path("id").asText();
        }
    }

    /** Missing while nobody answers. */
    private static JsonNode job(Api api, String id) {
        try {
            return api.get("/v1/jobs/" + id).body();
        } catch (NoAnswer away) {
            return Api.JSON.missingNode();
        }
    }

    private void report(long sending, long working) {
        Stage.REPORT.add("import: rows", ROWS);
        Stage.REPORT.add("import: rows/s sent", ROWS * 1_000_000_000L / sending);
        Stage.REPORT.add("import: rows/s written, restarts included", ROWS * 1_000_000_000L / working);
    }

    private void holds(UUID tenant, JsonNode file) throws SQLException {
        int bad = ROWS / BAD;
        assertThat(file.path("created").asInt()).isEqualTo(ROWS - bad);
        assertThat(file.path("rejected").asInt()).isEqualTo(bad);
        assertThat(file.path("updated").asInt()).isZero();
        long sum = IntStream.rangeClosed(1, ROWS)
                .filter(number -> number % BAD != 0)
                .asLongStream()
                .sum();
        assertThat(one("select count(*) || ' ' || sum((attributes ->> 'n')::bigint) || ' ' || count(distinct version)"
                        + " from member where tenant_id = '" + tenant + "'"))
                .as("members, the sum of their numbers, and how many versions there are")
                .isEqualTo((ROWS - bad) + " " + sum + " 1");
        assertThat(one("select count(*) from member_identity where tenant_id = '" + tenant + "'"))
                .isEqualTo(Integer.toString(2 * (ROWS - bad)));
        assertThat(one("select count(*) from import_chunk where tenant_id = '" + tenant + "'"))
                .isEqualTo("0");
    }

    private String one(String sql) throws SQLException {
        try (Connection superuser = stack.connectAsSuperuser();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
