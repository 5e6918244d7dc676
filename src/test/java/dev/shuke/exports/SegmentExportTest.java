package dev.shuke.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file of a segment has those who were in it at one moment, however it has changed since. */
@QuarkusTest
class SegmentExportTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String NOWHERE = "00000000-0000-0000-0000-000000000000";

    private TestTenant tenant;
    private String owner;
    private String ann;
    private String ben;
    private String cat;

    @BeforeEach
    void threeMembers() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        ann = member("ann", "Shanghai");
        ben = member("ben", "Shanghai");
        cat = member("cat", "Suzhou");
    }

    @Test
    void itIsThatOfItsMoment() {
        String segment = segment("dynamic", "Shanghai");
        Instant first = Instant.now();
        move(ben, "Suzhou");
        Poll.until("ben's leaving", SOON, () -> members(segment).equals(Set.of(ann)));
        change(segment, "Suzhou");
        assertThat(export(segment, "")).isEqualTo(Set.of(ben, cat));
        assertThat(export(segment, ",\"version\":1")).isEqualTo(Set.of(ann));
        assertThat(export(segment, ",\"asOf\":\"" + first + "\"")).isEqualTo(Set.of(ann, ben));
        as(owner).body("{\"from\":\"" + ben + "\"}").post("/v1/members/" + cat + "/merge");
        tenant.sql("update member_metric set restricted = true where %T and member_id = '" + ann + "'");
        assertThat(export(segment, ",\"asOf\":\"" + first + "\""))
                .as("who was merged since is whom he is now, and who is restricted is in no file")
                .isEqualTo(Set.of(cat));
        assertThat(tenant.sql("select distinct segment_id || ' ' || segment_version from disclosure where %T"))
                .containsExactlyInAnyOrder(segment + " 1", segment + " 2");
    }

    @Test
    void aFrozenOnesVersionsStay() {
        String segment = segment("frozen", "Shanghai");
        change(segment, "Suzhou");
        assertThat(export(segment, "")).isEqualTo(Set.of(cat));
        assertThat(export(segment, ",\"version\":1")).isEqualTo(Set.of(ann, ben));
        refused(segment, ",\"asOf\":\"" + Instant.now() + "\"", "/segment/asOf");
        refused(segment, ",\"version\":3", "/segment/version");
    }

    @Test
    void whatTheSegmentNeverWasIsRefused() {
        Instant before = Instant.now();
        String segment = segment("dynamic", "Shanghai");
        refused(segment, ",\"asOf\":\"" + before + "\"", "/segment/asOf");
        refused(segment, ",\"asOf\":\"" + Instant.now().plusSeconds(600) + "\"", "/segment/asOf");
        refused(segment, ",\"version\":2", "/segment/version");
        refused(segment, ",\"version\":0", "/segment/version");
        start(owner, NOWHERE, "").statusCode(404);
        tenant.sql("delete from segment_count where %T");
        start(owner, segment, "").statusCode(409);
    }

    /** The rule of the version counts, not that of today. */
    @Test
    void whoMayNotReadItsRuleMayNotTakeItOut() {
        String segment = segment("dynamic", "Shanghai");
        as(owner)
                .body("{\"rule\":{\"type\":\"attribute\",\"attribute\":\"email\",\"op\":\"exists\"}}")
                .patch("/v1/segments/" + segment)
                .then()
                .statusCode(200);
        tenant.grantingApp("service");
        start(tenant.app("exports:write", "members:read"), segment, "").statusCode(403);
        start(tenant.app("exports:write", "members:read", "segments:read"), segment, "")
                .statusCode(404);
        change(segment, "Shanghai");
        start(tenant.app("exports:write", "members:read", "segments:read"), segment, "")
                .statusCode(202);
        start(tenant.app("exports:write", "members:read", "segments:read"), segment, ",\"version\":2")
                .statusCode(404);
    }

    private String member(String card, String city) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}],\"profile\":{\"city\":\"%s\"}}"
                        .formatted(card, city))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void move(String member, String city) {
        as(owner)
                .body("{\"profile\":{\"city\":\"" + city + "\"}}")
                .patch("/v1/members/" + member)
                .then()
                .statusCode(200);
    }

    private static String rule(String city) {
        return "{\"type\":\"attribute\",\"attribute\":\"city\",\"op\":\"eq\",\"value\":\"" + city + "\"}";
    }

    private String segment(String kind, String city) {
        return as(owner)
                .body("{\"key\":\"seg\",\"name\":\"S\",\"purpose\":\"service\",\"kind\":\"%s\",\"rule\":%s}"
                        .formatted(kind, rule(city)))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void change(String segment, String city) {
        as(owner)
                .body("{\"rule\":" + rule(city) + "}")
                .patch("/v1/segments/" + segment)
                .then()
                .statusCode(200);
    }

    private Set<String> members(String segment) {
        return new TreeSet<>(as(owner)
                .get("/v1/segments/" + segment + "/members")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("items.id"));
    }

    private static Response start(String caller, String segment, String more) {
        return as(caller)
                .body("{\"kind\":\"members\",\"purpose\":\"service\",\"segment\":{\"id\":\"" + segment + "\"" + more
                        + "}}")
                .post("/v1/exports")
                .then();
    }

    private void refused(String segment, String more, String pointer) {
        start(owner, segment, more).statusCode(422).body("errors.pointer", contains(pointer));
    }

    /** Whom the file has. */
    private Set<String> export(String segment, String more) {
        String id = start(owner, segment, more).statusCode(202).extract().path("id");
        Poll.until(
                "the export",
                SOON,
                () -> as(owner).get("/v1/jobs/" + id).<String>path("state").equals("succeeded"));
        as(owner).get("/v1/exports/" + id).then().statusCode(200).body("segment.id", is(segment));
        String lines = as(owner)
                .get("/v1/exports/" + id + "/file")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Set<String> ids = new TreeSet<>();
        lines.lines().forEach(line -> ids.add(JsonPath.from(line).getString("id")));
        return ids;
    }
}
