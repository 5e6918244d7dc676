package dev.shuke.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of tags: by members' ids and by their identities. */
@QuarkusTest
class TagImportTest extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");

    @BeforeEach
    void threeTags() {
        tag("vip", "");
        tag("points", ",\"valueType\":\"number\"");
        tag("tiers", ",\"group\":true,\"exclusive\":true");
        tag("low", ",\"parent\":\"tiers\"");
        tag("high", ",\"parent\":\"tiers\"");
    }

    private void tag(String key, String more) {
        as(owner)
                .body("{\"key\":\"%s\",\"name\":{\"en\":\"T\"},\"kind\":\"value\"%s}".formatted(key, more))
                .post("/v1/tags")
                .then()
                .statusCode(201);
    }

    private String member(String card) {
        return as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"" + card + "\"}]}")
                .post("/v1/members")
                .path("id");
    }

    private Response done(String type, String file) {
        String id = as(owner)
                .contentType(type)
                .body(file.getBytes(UTF_8))
                .post("/v1/imports?kind=tags")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Poll.until(
                "the import",
                SOON,
                () -> as(owner).get("/v1/jobs/" + id).<String>path("state").matches("succeeded|failed"));
        as(owner).get("/v1/jobs/" + id).then().body("state", is("succeeded"));
        return as(owner).get("/v1/imports/" + id).then().statusCode(200);
    }

    private static void counts(Response file, int created, int updated, int unchanged, int rejected) {
        file.body("created", is(created))
                .body("updated", is(updated))
                .body("unchanged", is(unchanged))
                .body("rejected", is(rejected));
    }

    private List<String> held() {
        return tenant.sql(
                "select concat_ws(' ', tag, value, source, confidence, removed) from member_tag where %T order by 1");
    }

    @Test
    void tagsAreGivenByIdAndByIdentityAndTaken() {
        String one = member("A-1");
        member("A-2");
        String csv = "memberId,member.kind,member.value,tag,value:number,source,confidence\n"
                + one + ",,,vip,,,\n"
                + one + ",,,points,12.5,,\n"
                + ",card,A-2,vip,,model,0.8\n"
                + ",card,A-2,low,,manual,\n";
        counts(done(CSV, csv), 4, 0, 0, 0);
        assertThat(held()).containsExactly("low manual f", "points 12.5 import f", "vip import f", "vip model 0.8 f");
        counts(done(CSV, csv), 0, 0, 4, 0);
        counts(
                done(
                        NDJSON,
                        "{\"memberId\":\"" + one + "\",\"tag\":\"vip\",\"remove\":true}\n"
                                + "{\"member\":{\"kind\":\"card\",\"value\":\"A-2\"},\"tag\":\"points\",\"remove\":true}\n"
                                + "{\"memberId\":\"" + one + "\",\"tag\":\"points\",\"value\":13}\n"),
                0,
                2,
                1,
                0);
        assertThat(held()).containsExactly("low manual f", "points 13 import f", "vip import t", "vip model 0.8 f");
        assertThat(tenant.sql("select distinct written_by like 'import:%' from member_tag where %T"))
                .containsExactly("t");
    }

    @Test
    void whatCannotBeGivenIsToldWithTheReason() {
        String one = member("A-1");
        as(owner).body("{}").put("/v1/members/" + one + "/tags/high").then().statusCode(201);
        Response file = done(
                CSV,
                "memberId,member.kind,member.value,tag,value,source\n"
                        + one + ",,,low,,\n" // by hand it is another
                        + one + ",,,vip,,\n"
                        + one + ",,,vip,,model\n" // twice
                        + one + ",,,none,,\n"
                        + one + ",,,tiers,,\n"
                        + one + ",,,points,many,\n"
                        + one + ",card,A-1,vip,,\n"
                        + ",card,A-9,vip,,\n"
                        + "00000000-0000-7000-8000-000000000000,,,vip,,\n"
                        + one + ",,,points,,rule\n"
                        + ",,,vip,,\n");
        counts(file, 1, 0, 0, 10);
        String rejected = as(owner).get(file.<String>path("rejectedRows")).asString();
        assertThat(rejected.lines().skip(1).map(line -> line.split(",", 3)[0] + " " + line.split(",", 3)[1]))
                .containsExactly(
                        "2 better_source",
                        "4 conflict",
                        "5 validation_failed",
                        "6 validation_failed",
                        "7 validation_failed",
                        "8 validation_failed",
                        "9 validation_failed",
                        "10 validation_failed",
                        "11 validation_failed",
                        "12 validation_failed");
        assertThat(held()).containsExactly("high manual f", "vip import f");
    }

    @Test
    void manyAreGivenOnceEach() {
        tenant.sql("""
                with made as (
                  insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
                  select tenant_id, uuidv7(), '\\x00', '{}', 1, now(), now() from tenant, generate_series(1, 2501) where %T
                  returning tenant_id, id
                )
                insert into member_metric (tenant_id, member_id) select tenant_id, id from made""");
        String file = tenant.sql("select id from member where %T").stream()
                .map(id -> "{\"memberId\":\"" + id + "\",\"tag\":\"vip\"}")
                .collect(Collectors.joining("\n"));
        counts(done(NDJSON, file), 2_501, 0, 0, 0);
        as(owner).get("/v1/tags/vip/count").then().body("count", is(2_501));
        assertThat(tenant.sql("select count(*) from member_tag_history where %T"))
                .containsExactly("2501");
    }

    @Test
    void isForWhoMayGiveAnyTag() {
        byte[] file = "memberId,tag\n".getBytes(UTF_8);
        List.of(
                        tenant.app("imports:write", "members:read", "events:read"),
                        tenant.app("imports:write", "tags:write", "members:read"))
                .forEach(app -> as(app).contentType(CSV)
                        .body(file)
                        .post("/v1/imports?kind=tags")
                        .then()
                        .statusCode(403));
    }
}
