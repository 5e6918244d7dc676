package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tag for all members of a segment. */
@QuarkusTest
class SegmentTagTest extends ApiTest {
    private static final int MEMBERS = 1_203;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private String segment;

    @BeforeEach
    void manyOfShanghaiAndOneOfHangzhou() {
        tenant.sql("""
                with made as (
                  insert into member (tenant_id, id, data_key, city, attributes, version, created_at, updated_at)
                  select tenant_id, uuidv7(), '\\x00', case n when 0 then 'Hangzhou' else 'Shanghai' end, '{}', 1, now(), now()
                  from tenant, generate_series(0, %d) n where %%T
                  returning tenant_id, id
                )
                insert into member_metric (tenant_id, member_id) select tenant_id, id from made""".formatted(MEMBERS));
        as(owner)
                .body("{\"key\":\"local\",\"name\":{\"en\":\"T\"},\"kind\":\"attribute\",\"valueType\":\"string\"}")
                .post("/v1/tags")
                .then()
                .statusCode(201);
        segment = as(owner)
                .body("""
                        {"key":"local","name":"Local","purpose":"%s","kind":"dynamic",
                         "rule":{"type":"attribute","attribute":"city","op":"eq","value":"Shanghai"}}""".formatted(tenant.purpose("marketing")))
                .post("/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response start(String token) {
        return as(token)
                .body("{\"segment\":\"" + segment + "\",\"value\":\"yes\"}")
                .post("/v1/tags/local/assignments")
                .then();
    }

    private String ended(String job) {
        Poll.until(
                "the job",
                Duration.ofMinutes(1),
                () -> List.of("succeeded", "failed")
                        .contains(as(owner).get("/v1/jobs/" + job).<String>path("state")));
        return as(owner).get("/v1/jobs/" + job).path("state");
    }

    @Test
    void isGivenByAJob() {
        String job = start(tenant.staff("marketing")).statusCode(202).extract().path("id");
        assertThat(ended(job)).isEqualTo("succeeded");
        as(owner).get("/v1/jobs/" + job).then().body("done", is(MEMBERS));
        as(owner).get("/v1/tags/local/count").then().body("count", is(MEMBERS));
        assertThat(tenant.sql("select distinct concat_ws(' ', source, value, written_by) from member_tag where %T"))
                .singleElement()
                .asString()
                .startsWith("manual \"yes\"")
                .contains("marketing");
        assertThat(tenant.sql("select count(*) from member_tag_history where %T"))
                .containsExactly("" + MEMBERS);
    }

    @Test
    void isTakenByAJob() {
        assertThat(ended(start(owner).statusCode(202).extract().path("id"))).isEqualTo("succeeded");
        String away = tenant.sql("select id from member where %T and city = 'Hangzhou'")
                .getFirst();
        as(owner)
                .body("{\"value\":\"yes\"}")
                .put("/v1/members/" + away + "/tags/local")
                .then()
                .statusCode(201);
        String taking = as(owner)
                .body("{\"segment\":\"" + segment + "\",\"remove\":true}")
                .post("/v1/tags/local/assignments")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        assertThat(ended(taking)).isEqualTo("succeeded");
        as(owner).get("/v1/jobs/" + taking).then().body("done", is(MEMBERS)).body("rejected", is(0));
        assertThat(tenant.sql("select member_id from member_tag where %T and not removed"))
                .containsExactly(away);
    }

    @Test
    void isForWhoMayReadTheSegmentAndGiveTheTag() {
        start(tenant.staff("privacy")).statusCode(403);
        start(tenant.staff("associate")).statusCode(403);
        start(tenant.app("tags:write", "members:read")).statusCode(403);
        segment = "00000000-0000-7000-8000-000000000000";
        start(owner).statusCode(404);
        assertThat(tenant.sql("select tag from member_tag where %T")).isEmpty();
    }
}
