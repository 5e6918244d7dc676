package dev.shuke.platform.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IdempotencyTest extends ApiTest {
    private static final String MEMBERS = "/v1/members";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String PERSON = """
            {"identities":[{"kind":"phone","value":"+8613812345678"},{"kind":"card","value":"C-1"}],
             "profile":{"name":"张三丰"}}""";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    private Response post(String key, String path, String body) {
        return as(owner).header("Idempotency-Key", key).body(body).post(path);
    }

    @Test
    void answersAgainWhatItAnsweredFirst() {
        Response first = post("k-1", MEMBERS, PERSON);
        first.then().statusCode(201).header(REPLAYED, nullValue());
        as(owner)
                .body("{\"profile\":{\"city\":\"Hangzhou\"}}")
                .patch(MEMBERS + "/" + first.path("id"))
                .then()
                .statusCode(200);
        Response second = post("k-1", MEMBERS, PERSON);
        second.then()
                .statusCode(201)
                .header(REPLAYED, "true")
                .header("Location", first.header("Location"))
                .contentType("application/json");
        assertThat(second.asString()).isEqualTo(first.asString()).contains("张").doesNotContain("三丰");
        post("k-2", MEMBERS, PERSON).then().statusCode(200).header(REPLAYED, nullValue());
    }

    @Test
    void repeatsTheResultOfABulkWriteWhateverItsSize() {
        String bad = String.join(",", Collections.nCopies(999, "{\"name\":\"No code\",\"city\":5}"));
        String body = "[{\"code\":\"S-1\",\"name\":\"One\"}," + bad + "]";
        Response first = post("bulk", "/v1/stores", body);
        first.then().statusCode(200).body("created", is(1));
        Response second = post("bulk", "/v1/stores", body);
        second.then().statusCode(200).header(REPLAYED, "true");
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(one("select version from store where tenant_id = ?")).isEqualTo("1");
    }

    @Test
    void anotherCallUnderTheKeyIsRefused() {
        post("k", MEMBERS, PERSON).then().statusCode(201);
        post("k", MEMBERS, PERSON + " ").then().statusCode(422).body("code", is("idempotency_mismatch"));
        post("k", MEMBERS, PERSON.replace("678", "679")).then().statusCode(422);
        post("k", MEMBERS + "?x=y", PERSON).then().statusCode(422);
        post("k", "/v1/stores", "[]").then().statusCode(422).body("code", is("idempotency_mismatch"));
        assertThat(one("select count(*) from member where tenant_id = ?")).isEqualTo("1");
    }

    @Test
    void aRefusedCallLeavesNoClaim() {
        post("k", MEMBERS, "{\"identities\":[]}").then().statusCode(422);
        post("a", MEMBERS, "{\"identities\":[{\"kind\":\"card\",\"value\":\"A\"}]}")
                .then();
        post("b", MEMBERS, "{\"identities\":[{\"kind\":\"card\",\"value\":\"B\"}]}")
                .then();
        String both = "{\"identities\":[{\"kind\":\"card\",\"value\":\"A\"},{\"kind\":\"card\",\"value\":\"B\"}]}";
        post("k", MEMBERS, both).then().statusCode(409).body("code", is("identity_conflict"));
        post("k", MEMBERS, PERSON).then().statusCode(201).header(REPLAYED, nullValue());
    }

    @Test
    void aKeyIsItsCallersAlone() {
        post("k", MEMBERS, PERSON).then().statusCode(201);
        as(tenant.app("members:write", "members:read"))
                .header("Idempotency-Key", "k")
                .body(PERSON)
                .post(MEMBERS)
                .then()
                .statusCode(200)
                .header(REPLAYED, nullValue());
        as(TestTenant.create("Asia/Shanghai", "CNY").staff("owner"))
                .header("Idempotency-Key", "k")
                .body(PERSON)
                .post(MEMBERS)
                .then()
                .statusCode(201)
                .header(REPLAYED, nullValue());
    }

    @Test
    void aDayLaterItIsANewCall() {
        post("k", MEMBERS, PERSON).then().statusCode(201);
        post("other", MEMBERS, PERSON).then().statusCode(200);
        write("update idempotency_claim set created_at = created_at - interval '24 hours' where tenant_id = ?");
        post("k", MEMBERS, PERSON).then().statusCode(200).header(REPLAYED, nullValue());
        post("k", MEMBERS, PERSON).then().statusCode(200).header(REPLAYED, "true");
        assertThat(one("select count(*) from idempotency_claim where tenant_id = ?"))
                .isEqualTo("1");
    }

    @Test
    void keepsNothingInClear() {
        post("key-13812345678", MEMBERS, PERSON).then().statusCode(201);
        String row = one("select encode(id, 'escape') || encode(request, 'escape') || encode(answer, 'escape')"
                + " from idempotency_claim where tenant_id = ?");
        assertThat(row).doesNotContain("13812345678", "identities", "/v1/members");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "tab\there"})
    void aKeyIsVisibleAscii(String key) {
        post(key, MEMBERS, PERSON)
                .then()
                .statusCode(400)
                .body("code", is("invalid_parameter"))
                .body("errors[0].parameter", is("Idempotency-Key"));
    }

    @Test
    void aKeyIsShortAndSentOnce() {
        post("k".repeat(256), MEMBERS, PERSON).then().statusCode(400);
        as(owner)
                .header("Idempotency-Key", "a", "b")
                .body(PERSON)
                .post(MEMBERS)
                .then()
                .statusCode(400);
        assertThat(one("select count(*) from member where tenant_id = ?")).isEqualTo("0");
        post("k".repeat(255), MEMBERS, PERSON).then().statusCode(201);
    }

    @Test
    void twentyAtOnceHaveOneEffect() throws Exception {
        List<Callable<Response>> calls = Collections.nCopies(20, () -> post("same", MEMBERS, PERSON));
        List<Response> answers = atOnce(calls);
        assertThat(answers)
                .filteredOn(answer -> answer.header(REPLAYED) == null && answer.statusCode() == 201)
                .hasSize(1);
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.statusCode() == 201 ? "the member" : answer.<String>path("code"))
                                .isIn("the member", "idempotency_in_flight"));
        assertThat(one("select count(*) || ' ' || max(version) from member where tenant_id = ?"))
                .isEqualTo("1 " + versionOfOneUpsert());
    }

    private String versionOfOneUpsert() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        as(tenant.staff("owner")).body(PERSON).post(MEMBERS).then().statusCode(201);
        return one("select max(version) from member where tenant_id = ?");
    }

    /** Two keys for one new person: the one who comes second begins anew, claim and all. */
    @Test
    void manyKeysForOneNewPersonAllHaveTheirEffect() throws Exception {
        List<Callable<Response>> calls = List.of("a", "b", "c", "d", "e", "f").stream()
                .<Callable<Response>>map(key -> () -> post(key, MEMBERS, PERSON))
                .toList();
        assertThat(atOnce(calls))
                .extracting(Response::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        assertThat(one("select count(*) from idempotency_claim where tenant_id = ? and answer is not null"))
                .isEqualTo("6");
        assertThat(one("select count(*) from member where tenant_id = ?")).isEqualTo("1");
    }

    @Test
    void whileTheFirstCallIsAtWorkTheSecondIsRefused() throws Exception {
        post("new", MEMBERS, PERSON).then().statusCode(201);
        try (Connection blocker = TestTenant.connect("shuke_migrator");
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            one(blocker, "select id from member where tenant_id = ? for update");
            Future<Response> first = callers.submit(() -> post("k", MEMBERS, PERSON));
            Poll.until("the first call waits for the member", Duration.ofMinutes(1), IdempotencyTest::somebodyWaits);
            post("k", MEMBERS, PERSON).then().statusCode(409).body("code", is("idempotency_in_flight"));
            blocker.rollback();
            assertThat(first.get().statusCode()).isEqualTo(200);
        }
        post("k", MEMBERS, PERSON).then().statusCode(200).header(REPLAYED, "true");
    }

    private static boolean somebodyWaits() {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement query = superuser.prepareStatement(
                        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%update member%'");
                ResultSet found = query.executeQuery()) {
            return found.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoLostTheAnswerGetsItWhenSendingAgain() throws Exception {
        try (Socket socket = sentByHand("lost")) {
            Poll.until(
                    "the effect",
                    Duration.ofMinutes(1),
                    () -> one("select count(*) from idempotency_claim where tenant_id = ?")
                            .equals("1"));
            socket.setSoLinger(true, 0);
        }
        post("lost", MEMBERS, PERSON).then().statusCode(201).header(REPLAYED, "true");
        assertThat(one("select count(*) from member where tenant_id = ?")).isEqualTo("1");
    }

    /** A client library would send something else in its place. */
    @Test
    void norIsAKeyOfOtherLetters() throws Exception {
        try (Socket socket = sentByHand("schlüssel")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("invalid_parameter", "Idempotency-Key");
        }
    }

    private Socket sentByHand(String key) throws IOException {
        Socket socket = new Socket("localhost", ApiCall.port());
        byte[] body = PERSON.getBytes(UTF_8);
        String head = "POST /v1/members HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                + "Content-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n"
                + "Connection: close\r\n\r\n";
        socket.getOutputStream().write(head.formatted(owner, key, body.length).getBytes(ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return socket;
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private String one(String sql) {
        try (Connection migrator = TestTenant.connect("shuke_migrator")) {
            return one(migrator, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String one(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.id());
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }

    private void write(String sql) {
        try (Connection migrator = TestTenant.connect("shuke_migrator");
                PreparedStatement update = migrator.prepareStatement(sql)) {
            update.setObject(1, tenant.id());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
