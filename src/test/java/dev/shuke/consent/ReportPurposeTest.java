package dev.shuke.consent;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports count by the purpose of who asks: exactly whom it admits, or crowds in which analysis may count everybody. */
@QuarkusTest
class ReportPurposeTest extends ApiTest {
    private static final String MARKETING = "marketing.personalised";
    private static final int MEMBERS = 40;
    private static final int CONSENTING = 20;

    /** Where they are told, and what tells how many they are. */
    private static final Map<String, String> REPORTS = Map.of(
            "/v1/rfm/distribution", "members",
            "/v1/rfm/transitions?kind=stage", "moves[0].count",
            "/v1/rfm/concentration", "points[4].members",
            "/v1/tags/gold/count", "count",
            "/v1/tags/tiers/transitions", "moves[0].count");

    private final ConsentCalls calls = ConsentCalls.ofNewTenant();

    /** Half of them allow marketing; of those one objects to being chosen, and of the others one is restricted. */
    @BeforeEach
    void members() {
        calls.owner().get("/v1/purposes").then().statusCode(200);
        tag("tiers", ",\"group\":true,\"exclusive\":true");
        tag("gold", ",\"parent\":\"tiers\"");
        calls.tenant().sql("""
                with made as (
                  insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
                  select tenant_id, uuidv7(), '\\x00', '{}', 1, now(), now() from tenant, generate_series(1, %d) where %%T
                  returning tenant_id, id
                ), numbered as (select *, row_number() over (order by id) as n from made)
                insert into member_metric (tenant_id, member_id, frequency, monetary, consent_mask, objects, restricted)
                select n.tenant_id, n.id, 1, 100, case when n.n <= %d then 1::bigint << p.bit else 0 end, n.n = 1, n.n = %d
                from numbered n join purpose p on p.tenant_id = n.tenant_id and p.key = '%s'
                """.formatted(MEMBERS, CONSENTING, MEMBERS, MARKETING));
        String row = " select tenant_id, member_id, %s from member_metric where %%T";
        calls.tenant().sql("insert into member_rfm" + row.formatted("3, 3, 3"));
        calls.tenant()
                .sql("insert into member_transition (tenant_id, member_id, kind, after, at)"
                        + row.formatted("'stage', 'new', now() - interval '1 day'"));
        calls.tenant()
                .sql("insert into member_tag (tenant_id, member_id, slot, origin_member_id, tag, removed, source, rank,"
                        + " written_by, written_at)"
                        + row.formatted("'tiers', member_id, 'gold', false, 'import', 3, 'x', now()"));
        calls.tenant()
                .sql("insert into member_tag_history (tenant_id, member_id, id, tag, action, source, written_by, at)"
                        + row.formatted("uuidv7(), 'gold', 'given', 'import', 'x', now() - interval '1 day'"));
    }

    private void tag(String key, String more) {
        calls.owner()
                .body("{\"key\":\"%s\",\"name\":{\"en\":\"T\"},\"kind\":\"value\"%s}".formatted(key, more))
                .post("/v1/tags")
                .then()
                .statusCode(201);
    }

    /** @param purpose null for none */
    private Response report(String path, String role, String purpose) {
        ApiCall call = ApiCall.as(calls.tenant().staff(role));
        return (purpose == null ? call : call.header("X-Purpose", purpose))
                .get(path)
                .then();
    }

    @Test
    void eachRoleIsToldOfThoseWhomItsPurposeAdmits() {
        int half = (CONSENTING - 1) / 2 + 1; // of the buyers, rounded up
        REPORTS.forEach((path, told) -> {
            boolean ofHalf = path.endsWith("concentration");
            int served = MEMBERS - 2;
            report(path, "owner", null).statusCode(200).body(told, is(ofHalf ? served / 2 : served));
            report(path, "owner", MARKETING).statusCode(200).body(told, is(ofHalf ? half : CONSENTING - 1));
        });
        for (String path :
                new String[] {"/v1/rfm/distribution", "/v1/rfm/transitions?kind=stage", "/v1/tags/gold/count"}) {
            report(path, "marketing", null).statusCode(200).body(REPORTS.get(path), is(CONSENTING - 1));
            report(path, "marketing", "service").statusCode(403).body("code", is("purpose_forbidden"));
            report(path, "analyst", null).statusCode(200).body(REPORTS.get(path), is(MEMBERS));
            report(path, "analyst", "service").statusCode(403).body("code", is("purpose_forbidden"));
            report(path, "owner", "unheard").statusCode(422).body("code", is("purpose_unavailable"));
            report(path, "owner", "Not a key").statusCode(400).body("code", is("invalid_parameter"));
        }
    }

    /** To the exact count of who allows it his consent belongs, to a crowd nobody's: it is the same without. */
    @Test
    void whoSeesNoPersonCountsWithoutConsentForAnalysisAlone() {
        calls.tenant().sql("update member_metric set consent_mask = 0 where %T");
        report("/v1/rfm/distribution", "analyst", null)
                .body("rounded", is(true))
                .body("members", is(MEMBERS));
        report("/v1/rfm/distribution", "marketing", null).body("members", is(0));
        report("/v1/tags/gold/count", "marketing", null).body("count", is(0));
        calls.tenant().sql("update member_metric set restricted = true where %T");
        report("/v1/rfm/distribution", "analyst", null).body("members", nullValue());
    }
}
