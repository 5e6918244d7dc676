package dev.shuke.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a defined attribute takes, and how it is kept and answered. */
@QuarkusTest
class MemberAttributesTest extends ApiTest {
    private static final String CARD = "{\"kind\":\"card\",\"value\":\"C-1\"}";

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void attributesOfEachType() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        for (String type :
                List.of("string", "number", "boolean", "date", "datetime", "stringList", "geoPoint", "money")) {
            define(type, type, "preference", "{}");
        }
        define("code", "string", "profile", "{\"pattern\":\"[A-Z]{2}[0-9]+\",\"min\":4,\"max\":6}");
        define("size", "number", "profile", "{\"min\":1,\"max\":5.5}");
        define("skin", "enum", "profile", "{\"values\":[\"dry\",\"oily\"]}");
        define("budget", "money", "amount", "{\"max\":10000}");
        define("colours", "stringList", "profile", "{\"min\":1,\"max\":2}");
        define("nickname", "string", "contact", "{}");
    }

    private void define(String key, String type, String sensitivity, String constraints) {
        as(owner)
                .body("""
                        {"key":"%s","name":{"en":"x"},"type":"%s","sensitivity":"%s","constraints":%s}""".formatted(key, type, sensitivity, constraints))
                .post("/v1/attributes")
                .then()
                .statusCode(201);
    }

    private Response upsert(String attributes) {
        return as(owner)
                .body("{\"identities\":[" + CARD + "],\"attributes\":" + attributes + "}")
                .post("/v1/members");
    }

    private String created(String attributes) {
        return upsert(attributes).then().statusCode(201).extract().path("id");
    }

    private static String one(String key, String value) {
        return "{\"" + key + "\":" + value + "}";
    }

    @Test
    void takesWhatItsDefinitionSaysInOneSpelling() {
        Map<String, List<String>> spellings = Map.ofEntries(
                Map.entry("string", List.of("\" tea \"", "\"tea\"")),
                Map.entry("number", List.of("1.5", "1.5")),
                Map.entry("boolean", List.of("false", "false")),
                Map.entry("date", List.of("\"2024-02-29\"", "\"2024-02-29\"")),
                Map.entry(
                        "datetime",
                        List.of("\"2024-02-29T08:00:00.1234567+08:00\"", "\"2024-02-29T00:00:00.123456Z\"")),
                Map.entry("stringList", List.of("[\"a\",\" b\",\"a\"]", "[\"a\",\"b\"]")),
                Map.entry("code", List.of("\"AB12\"", "\"AB12\"")),
                Map.entry("size", List.of("5.5", "5.5")),
                Map.entry("skin", List.of("\"dry\"", "\"dry\"")),
                Map.entry("colours", List.of("[\"red\"]", "[\"red\"]")));
        String id = created("{}");
        spellings.forEach((key, texts) -> {
            upsert(one(key, texts.getFirst())).then().statusCode(200);
            assertThat(as(owner).get("/v1/members/" + id).asString()).contains("\"" + key + "\":" + texts.get(1));
        });
        upsert(one("geoPoint", "{\"latitude\":31.23,\"longitude\":-121}"))
                .then()
                .body("attributes.geoPoint.latitude", is(31.23))
                .body("attributes.geoPoint.longitude", is(-121.0));
        upsert(one("budget", "{\"amount\":10000,\"currency\":\"CNY\"}"))
                .then()
                .body("attributes.budget.amount", is(10000))
                .body("attributes.budget.currency", is("CNY"));
    }

    @Test
    void refusesEverythingElseOfUpsertsBatchesAndPatches() {
        String id = created("{\"string\":\"kept\"}");
        Map<String, List<String>> wrong = Map.ofEntries(
                Map.entry(
                        "string",
                        List.of("5", "true", "[]", "{}", "\"\"", "\"a\\u0000\"", "\"" + "x".repeat(501) + "\"")),
                Map.entry("number", List.of("\"5\"", "true", "[]", "1e999")),
                Map.entry("boolean", List.of("\"true\"", "1", "[]")),
                Map.entry(
                        "date",
                        List.of("5", "\"2023-02-29\"", "\"01.02.2024\"", "\"0000-01-01\"", "\"2024-02-29T00:00:00Z\"")),
                Map.entry(
                        "datetime",
                        List.of("5", "\"2024-02-29\"", "\"2024-02-29T08:00:00\"", "\"0001-01-01T00:00:00+02:00\"")),
                Map.entry(
                        "stringList",
                        List.of("\"a\"", "[1]", "[null]", "[\"\"]", "[" + "\"a\",".repeat(20) + "\"a\"]")),
                Map.entry(
                        "geoPoint",
                        List.of(
                                "[31,121]",
                                "{\"latitude\":91,\"longitude\":0}",
                                "{\"latitude\":1}",
                                "{\"latitude\":1,\"longitude\":\"2\"}",
                                "{\"latitude\":1,\"longitude\":2,\"x\":3}")),
                Map.entry(
                        "money",
                        List.of(
                                "5",
                                "{\"amount\":1}",
                                "{\"amount\":1.5,\"currency\":\"CNY\"}",
                                "{\"amount\":-1,\"currency\":\"CNY\"}",
                                "{\"amount\":1,\"currency\":\"USD\"}",
                                "{\"amount\":1e30,\"currency\":\"CNY\"}")),
                Map.entry("code", List.of("\"ab12\"", "\"AB12x\"", "\"AB1\"", "\"AB12345\"")),
                Map.entry("size", List.of("0.9", "6")),
                Map.entry("skin", List.of("\"wet\"", "\"DRY\"", "1")),
                Map.entry("budget", List.of("{\"amount\":10001,\"currency\":\"CNY\"}")),
                Map.entry("colours", List.of("[]", "[\"a\",\"b\",\"c\"]")));
        wrong.forEach((key, values) -> values.forEach(value -> {
            String pointer = "/attributes/" + key;
            upsert(one(key, value)).then().statusCode(422).body("errors.pointer", contains(pointer));
            as(owner)
                    .body("{\"attributes\":" + one(key, value) + "}")
                    .patch("/v1/members/" + id)
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains(pointer));
        }));
        as(owner)
                .body("[{\"identities\":[" + CARD + "],\"attributes\":{\"size\":9}},{\"identities\":[" + CARD
                        + "],\"attributes\":{\"size\":2}}]")
                .post("/v1/members/batch")
                .then()
                .statusCode(200)
                .body("updated", is(1))
                .body("rejected", hasSize(1))
                .body("rejected[0].index", is(0));
        as(owner).get("/v1/members/" + id).then().body("attributes", is(Map.of("string", "kept", "size", 2)));
    }

    @Test
    void whatIsNotDefinedTakesPlainValues() {
        String id = created("{\"free\":\"text\",\"other\":3}");
        upsert("{\"free\":{\"a\":1}}").then().statusCode(422).body("errors.pointer", contains("/attributes/free"));
        as(owner).get("/v1/members/" + id).then().body("attributes.free", is("text"));
    }

    @Test
    void whatWasThereBeforeItsDefinitionStaysUntilItIsWritten() {
        String id = created("{\"age\":\"about 30\"}");
        define("age", "number", "preference", "{}");
        as(owner).get("/v1/members/" + id).then().body("attributes.age", is("about 30"));
        upsert("{\"age\":30}").then().statusCode(200).body("attributes.age", is(30));
    }

    @Test
    void aRetiredOneKeepsItsValuesAndTakesNoMore() {
        String id = created("{\"skin\":\"dry\"}");
        as(owner).body("{\"retired\":true}").patch("/v1/attributes/skin").then().statusCode(200);
        upsert("{\"skin\":\"oily\"}").then().statusCode(422).body("errors.pointer", contains("/attributes/skin"));
        as(owner).get("/v1/members/" + id).then().body("attributes.skin", is("dry"));
        as(owner)
                .body("{\"retired\":false}")
                .patch("/v1/attributes/skin")
                .then()
                .statusCode(200);
        upsert("{\"skin\":\"oily\"}").then().statusCode(200).body("attributes.skin", is("oily"));
        as(owner)
                .body("{\"attributes\":{\"skin\":null}}")
                .patch("/v1/members/" + id)
                .then()
                .statusCode(200);
        as(owner).get("/v1/members/" + id).then().body("attributes.skin", nullValue());
    }

    @Test
    void aSensitiveOneIsSealedAndMasked() throws SQLException {
        String id = created("{\"nickname\":\"浦东小王\",\"string\":\"open\"}");
        as(owner)
                .get("/v1/members/" + id)
                .then()
                .body("attributes.nickname", is("浦***"))
                .body("attributes", hasEntry("string", "open"));
        assertThat(stored(id)).contains("contact:nickname").doesNotContain("浦东");
        upsert("{\"nickname\":\"浦***\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/attributes/nickname"));
    }

    private String stored(String id) throws SQLException {
        try (Connection connection = TestTenant.connect("postgres");
                PreparedStatement query = connection.prepareStatement(
                        "select attributes::text || provenance::text from member where tenant_id = ? and id = ?::uuid")) {
            query.setObject(1, tenant.id());
            query.setString(2, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void refusalsRepeatNothing() {
        upsert("{\"skin\":\"Secret-7\"}").then().statusCode(422).body(not(containsString("Secret-7")));
    }
}
