package dev.shuke.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of rows: each is written once or refused with a reason, and of a file that is none nothing stays. */
@QuarkusTest
class ImportResourceTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private Response send(String query, String type, byte[] file) {
        return as(tenant.staff("owner")).contentType(type).body(file).post("/v1/imports?" + query);
    }

    /** Sends a file, waits for its job to succeed, and answers what has become of it. */
    private Response done(String query, String type, String file) {
        Response sent = send(query, type, file.getBytes(UTF_8));
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(202);
        String id = sent.path("id");
        Poll.until("the import", SOON, () -> job(id).matches("succeeded|failed"));
        assertThat(job(id)).isEqualTo("succeeded");
        return as(tenant.staff("owner")).get("/v1/imports/" + id).then().statusCode(200);
    }

    private String job(String id) {
        return as(tenant.staff("owner")).get("/v1/jobs/" + id).path("state");
    }

    private static Response counts(Response answer, int created, int updated, int rejected) {
        return answer.body("created", equalTo(created))
                .body("updated", equalTo(updated))
                .body("rejected", equalTo(rejected));
    }

    private List<NamedCsvRecord> rejected(Response file) {
        String csv = as(tenant.staff("owner"))
                .get(file.extract().<String>path("rejectedRows"))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofNamedCsvRecord(csv.substring(1)) // behind the byte order mark
                .stream()
                .toList();
    }

    private long count(String table) {
        try (Connection superuser = TestTenant.connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from " + table + " where tenant_id = '" + tenant.id() + "'")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String member(int number) {
        return """
                {"identities":[{"kind":"card","value":"C-%1$d"},{"kind":"external","value":"E-%1$d"}],\
                "profile":{"name":"王 %1$d","city":"City %1$d"},"attributes":{"n":%1$d}}""".formatted(number);
    }

    @Test
    void everyRowOfManyIsWrittenOnceOrRefusedWithAReason() {
        String file = IntStream.rangeClosed(1, 1_203)
                .mapToObj(n -> n % 400 == 0
                        ? "{\"identities\":" + n
                        : n == 7 ? member(n).replace("card", "fax") : member(n))
                .collect(Collectors.joining("\n"));
        Response first = counts(done("kind=members", NDJSON, file), 1_199, 0, 4);
        assertThat(count("member")).isEqualTo(1_199);
        assertThat(count("member_identity")).isEqualTo(2 * 1_199);
        List<NamedCsvRecord> refused = rejected(first);
        assertThat(refused).extracting(row -> row.getField("rejected.line")).containsExactly("7", "400", "800", "1200");
        assertThat(refused)
                .extracting(row -> row.getField("rejected.code"))
                .containsExactly("validation_failed", "malformed_body", "malformed_body", "malformed_body");
        assertThat(refused)
                .filteredOn(row -> row.getField("rejected.line").equals("7"))
                .first()
                .satisfies(row -> assertThat(row.getField("rejected.reason"))
                        .contains("/identities/0/kind")
                        .contains("phone"))
                .satisfies(row ->
                        assertThat(row.getField("row")).isEqualTo(member(7).replace("card", "fax")));
        counts(done("kind=members", NDJSON, file), 0, 1_199, 4);
        assertThat(count("member")).isEqualTo(1_199);
        assertThat(count("import_chunk")).isZero();
        as(tenant.staff("admin"))
                .get(first.extract().<String>path("rejectedRows"))
                .then()
                .statusCode(403);
    }

    @Test
    void aCsvIsReadByItsHeaderAndAMapping() {
        String file = "\ufeff手机号,姓名,profile.city,attributes.points:number,attributes.vip:boolean,备注\r\n"
                + "13812345678,\"张, \"\"三\"\"\",上海,12,true,ignored\r\n"
                + "+8613912345678,\"李\n四\",,,,\r\n"
                + "\r\n"
                + "+8613712345678,王五,北京,12,true,x\r\n"
                + "+8613512345678,赵六,北京,many,,\r\n"
                + "+8613612345678,钱七,北京\r\n";
        String mapping = "kind=members&column=手机号=identities.phone&column=姓名=profile.name&column=备注=-";
        Response sent = counts(done(mapping, CSV, file), 1, 0, 4);
        as(tenant.staff("owner"))
                .body("{\"kind\":\"phone\",\"value\":\"+8613712345678\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(200)
                .body("profile.city", equalTo("北京"))
                .body("attributes.points", equalTo(12))
                .body("attributes.vip", equalTo(true));
        List<NamedCsvRecord> refused = rejected(sent);
        assertThat(refused).extracting(row -> row.getField("rejected.line")).containsExactly("2", "3", "7", "8");
        assertThat(refused)
                .filteredOn(row -> row.getField("rejected.line").equals("2"))
                .extracting(row -> row.getField("profile.name"))
                .containsExactly("张, \"三\"");
    }

    @Test
    void rejectedRowsCanBeMendedAndSentAgain() {
        Response sent = counts(
                done(
                        "kind=stores",
                        CSV,
                        "code,name,location.latitude,location.longitude\nS-1,One,31.2,121.5\n"
                                + "S-2,,,\nS-3,Three,north,121\n"),
                1,
                0,
                2);
        String mended = as(tenant.staff("owner"))
                .get(sent.extract().<String>path("rejectedRows"))
                .asString()
                .replace("S-2,,,", "S-2,Two,,")
                .replace("north", "12.5");
        counts(done("kind=stores", CSV, mended), 2, 0, 0).body("rejectedRows", nullValue());
        as(tenant.staff("owner")).get("/v1/stores/S-3").then().body("location.latitude", equalTo(12.5));
    }

    @Test
    void eventsAndProductsToo() {
        String events = IntStream.range(0, 30).mapToObj("""
                        {"type":"order.paid","source":"till","sourceId":"o-%1$d","occurredAt":"2026-01-02T03:04:05Z",\
                        "member":{"kind":"card","value":"K-%1$d"},"amount":{"amount":100,"currency":"CNY"}}"""::formatted).collect(Collectors.joining("\n"));
        counts(done("kind=events", NDJSON, events), 30, 0, 0).body("unchanged", equalTo(0));
        counts(done("kind=events", NDJSON, events), 0, 0, 0).body("unchanged", equalTo(30));
        counts(
                done(
                        "kind=events",
                        CSV,
                        "type,source,sourceId,occurredAt,member.kind,member.value,amount.amount,amount.currency\n"
                                + "order.paid,till,o-30,2026-01-02T03:04:05Z,card,K-1,250,CNY\n"
                                + "order.paid,till,o-31,yesterday,card,K-1,250,CNY\n"),
                1,
                0,
                1);
        assertThat(count("event")).isEqualTo(31);
        counts(done("kind=products", CSV, "sku,name,cost.amount,cost.currency\nP-1,Tea,120,CNY\n"), 1, 0, 0);
        as(tenant.staff("owner")).get("/v1/products/P-1").then().body("cost.amount", equalTo(120));
    }

    @Test
    void aDryRunSaysWhatWouldBeAndWritesNothing() {
        String file = member(1) + "\n" + member(2) + "\n" + member(1) + "\n{}\n";
        Response sent = counts(done("kind=members&dryRun=true", NDJSON, file), 2, 1, 1);
        sent.body("dryRun", equalTo(true));
        assertThat(rejected(sent))
                .extracting(row -> row.getField("rejected.line"))
                .containsExactly("4");
        assertThat(count("member")).isZero();
    }

    @Test
    void aFileMayBeLargerThanAnyOtherBody() {
        String file = "\n".repeat(11 * 1024 * 1024) + member(1);
        counts(done("kind=members", NDJSON, file), 1, 0, 0);
    }

    static Stream<Arguments> noFiles() {
        return Stream.of(
                Arguments.of("GBK", CSV, "profile.name\n张三丰\n".getBytes(Charset.forName("GBK")), 400, "Line 2"),
                Arguments.of(
                        "UTF-16", CSV, "identities.card\nCANARY\n".getBytes(Charset.forName("UTF-16")), 400, "UTF-8"),
                bad("an open quote", "identities.card,profile.city\nC-1,\"CANARY\nC-2,x\n", 400, "Line 2"),
                bad("text behind a quote", "identities.card,profile.city\nC-1,\"a\"CANARY\n", 400, "Line 2"),
                bad("a line of 2 MB", "identities.card\nC-1\n" + "CANARY".repeat(350_000) + "\n", 400, "Line 3"),
                bad("10,000 columns", "CANARY,".repeat(10_000) + "x\n1\n", 422, "200 columns"),
                bad("a column twice", "identities.card,profile.city,profile.city\nCANARY,a,b\n", 422, "/2"),
                bad("an unknown column", "identities.card,CANARY\nC-1,a\n", 422, "/1"),
                bad("a kind of identity that is none", "identities.card,identities.canary\nC-1,a\n", 422, "/1"),
                bad("no header", "CANARY,C-9\nC-1,a\n", 422, "/0"),
                bad("a NUL byte", "identities.card\nCANARY\u0000\n", 400, "NUL"),
                bad("nothing", "", 422, "no rows"),
                bad("a header alone", "identities.card\n", 422, "no rows"),
                Arguments.of(
                        "a break in the middle",
                        NDJSON,
                        (member(1) + "\n" + "x".repeat(2_000_000)).getBytes(UTF_8),
                        400,
                        "Line 2"),
                Arguments.of(
                        "another encoding",
                        "text/csv;charset=GBK",
                        "identities.card\nC-1\n".getBytes(UTF_8),
                        415,
                        "UTF-8"),
                Arguments.of("JSON", "application/json", "[]".getBytes(UTF_8), 415, "Content-Type"));
    }

    private static Arguments bad(String name, String file, int status, String told) {
        return Arguments.of(name, CSV, file.getBytes(UTF_8), status, told);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noFiles")
    void whatIsNoFileIsRefusedAsAWhole(String name, String type, byte[] file, int status, String told) {
        send("kind=members", type, file)
                .then()
                .statusCode(status)
                .body(containsString(told))
                .body(not(containsString("CANARY")));
        assertThat(count("import_file")).isZero();
        assertThat(count("member")).isZero();
    }

    @Test
    void whatIsPackedIsNotUnpacked() {
        as(tenant.staff("owner"))
                .contentType(CSV)
                .header("Content-Encoding", "gzip")
                .body(new byte[] {31, (byte) 139, 8, 0})
                .post("/v1/imports?kind=members")
                .then()
                .statusCode(415);
        assertThat(count("import_file")).isZero();
    }

    @Test
    void parametersAreChecked() {
        byte[] file = "code,name\nS-1,x\n".getBytes(UTF_8);
        for (String query : List.of("kind=CANARY", "x=1", "kind=stores&dryRun=1", "kind=stores&column=CANARY")) {
            send(query, CSV, file)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_parameter"))
                    .body(not(containsString("CANARY")));
        }
        assertThat(count("import_file")).isZero();
    }

    @Test
    void whoMayNotWriteTheRowsMayNotSendAFileOfThem() {
        for (String token :
                List.of(tenant.staff("marketing"), tenant.app("imports:write"), tenant.app("stores:write"))) {
            as(token)
                    .contentType(CSV)
                    .body("code,name\nS-1,x\n".getBytes(UTF_8))
                    .post("/v1/imports?kind=stores")
                    .then()
                    .statusCode(403);
        }
        assertThat(count("import_file")).isZero();
    }

    @Test
    void ofAFileThatBreaksOffNothingStays() throws IOException {
        try (Socket caller = new Socket("localhost", ApiCall.port())) {
            OutputStream out = caller.getOutputStream();
            out.write(("POST /v1/imports?kind=members HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + tenant.staff("owner")
                            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 5000000\r\n\r\n")
                    .getBytes(UTF_8));
            String rows = IntStream.range(0, 1_200)
                    .mapToObj(ImportResourceTest::member)
                    .collect(Collectors.joining("\n"));
            out.write(rows.getBytes(UTF_8));
            out.flush();
            Poll.until("the first chunks", SOON, () -> count("import_chunk") == 2);
        }
        Poll.until("the clearing up", SOON, () -> count("import_file") == 0);
        assertThat(count("import_chunk")).isZero();
        assertThat(count("member")).isZero();
        as(tenant.staff("owner")).get("/v1/jobs").then().body("items", hasSize(0));
    }
}
