package dev.shuke.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.PlantedScores;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OverviewResourceTest extends ApiTest {
    private TestTenant tenant;
    private String owner;
    private String id;

    @BeforeEach
    void aMemberWithSomethingOfEverything() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        id = as(owner)
                .body("""
                        {"identities":[{"kind":"card","value":"C-1"}],"profile":{"city":"Shanghai"},
                         "attributes":{"flavour":"taro"},"provenance":{"source":"inferred","confidence":0.25}}""")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        for (int i = 0; i < 12; i++) {
            visited("2026-01-%02dT00:00:00Z".formatted(i + 1));
        }
        segment("of-shanghai", "dynamic", "Shanghai");
        segment("of-london", "dynamic", "London");
        segment("kept", "frozen", "Shanghai");
    }

    private void visited(String at) {
        as(owner).body("""
                        {"type":"store.visited","source":"till","sourceId":"%1$s","occurredAt":"%1$s",
                         "member":{"kind":"card","value":"C-1"},"store":"S-1"}""".formatted(at)).post("/v1/events").then().statusCode(200);
    }

    private void segment(String key, String kind, String city) {
        as(owner)
                .body("""
                        {"key":"%s","name":"N","purpose":"service","kind":"%s",
                         "rule":{"type":"attribute","attribute":"city","op":"eq","value":"%s"}}""".formatted(key, kind, city))
                .post("/v1/segments")
                .then()
                .statusCode(201);
    }

    private Response read(String caller, String query) {
        return as(caller).get("/v1/members/" + id + query).then();
    }

    @Test
    void withoutIncludeItIsTheMemberAlone() {
        String alone = read(owner, "")
                .statusCode(200)
                .header("ETag", notNullValue())
                .extract()
                .asString();
        assertThat(alone).doesNotContain("provenance", "segments", "events");
        assertThat(read(owner, "?include=identities,profile,attributes")
                        .extract()
                        .asString())
                .isEqualTo(alone);
    }

    @Test
    void addsWhatIsAskedFor() {
        read(owner, "?include=provenance,segments,events")
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("id", is(id))
                .body("profile.city", is("Shanghai"))
                .body("attributes.flavour", is("taro"))
                .body("provenance.flavour.source", is("inferred"))
                .body("provenance.flavour.confidence", is(0.25))
                .body("provenance.flavour.writtenBy", containsString(tenant.slug()))
                .body("provenance.flavour.writtenAt", notNullValue())
                .body("segments.key", contains("kept", "of-shanghai"))
                .body("events", hasSize(10))
                .body("events[0].occurredAt", is("2026-01-12T00:00:00Z"));
        read(owner, "?include=segments&include=events")
                .statusCode(200)
                .body("segments", hasSize(2))
                .body("provenance", nullValue());
    }

    @Test
    void whoMayNotSeeAPartDoesNotGetIt() {
        String till = tenant.app("members:read");
        read(till, "?include=provenance,segments,events")
                .statusCode(200)
                .body("provenance.flavour.source", is("inferred"))
                .body("segments", nullValue())
                .body("events", nullValue());
        read(tenant.app("members:read", "events:read"), "?include=events").body("events", hasSize(10));
    }

    @Test
    void scoresAreThoseThatTheCallerSees() {
        PlantedScores.plant(tenant.id(), 2);
        TestTenant.run("""
                insert into member_rfm (tenant_id, member_id, r, f, m, score, tier)
                select tenant_id, member_id, 5, 4, 3, 80, 'loyal' from member_metric where tenant_id = '%s'
                """.formatted(tenant.id()));
        read(owner, "?include=rfm,scores")
                .statusCode(200)
                .body("rfm.r", is(5))
                .body("rfm.m", is(3))
                .body("rfm.score", is(80))
                .body("rfm.tier", is("loyal"))
                .body("rfm.stage", nullValue())
                .body("scores.clv.expected.amount", is(250000))
                .body("scores.churn.horizonDays", is(60));
        read(tenant.staff("marketing"), "?include=rfm,scores")
                .body("rfm.f", is(4))
                .body("rfm.tier", is("loyal"))
                .body("rfm.m", nullValue())
                .body("rfm.score", nullValue())
                .body("scores.clv.expected", nullValue())
                .body("scores.clv.band.from.amount", is(200000));
        read(tenant.staff("privacy"), "?include=rfm,scores")
                .statusCode(200)
                .body("rfm", nullValue())
                .body("scores", nullValue());
    }

    @Test
    void whoIsRestrictedIsInNoSegment() throws java.sql.SQLException {
        try (var connection = TestTenant.connect("postgres");
                var update =
                        connection.prepareStatement("update member_metric set restricted = true where tenant_id = ?")) {
            update.setObject(1, tenant.id());
            update.executeUpdate();
        }
        read(owner, "?include=segments").statusCode(200).body("segments", hasSize(0));
    }

    @Test
    void whatIsUnknownIsSaidToBe() {
        read(owner, "?include=segments,secrets")
                .statusCode(400)
                .body("code", is("invalid_parameter"))
                .body("errors[0].parameter", is("include"));
        as(owner)
                .get("/v1/members/" + UUID.randomUUID() + "?include=events")
                .then()
                .statusCode(404);
        String stranger = TestTenant.create("Asia/Shanghai", "CNY").staff("owner");
        read(stranger, "?include=provenance,segments,events").statusCode(404);
    }
}
