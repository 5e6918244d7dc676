package dev.shuke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files and kept answers that name somebody who is erased are gone a day after they were made. */
@QuarkusTest
class PersonalCopiesTest extends ApiTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final List<String> COPIES = List.of("file_part", "import_chunk", "idempotency_claim");

    @Inject
    ErasureReplay replay;

    private TestTenant tenant;
    private String owner;
    private String member;
    private String export;
    private String imported;

    /** A member who stands in an export, in rows that an import has refused, in rows on their way in, and in an answer. */
    @BeforeEach
    void copies() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
        member = as(owner)
                .header("Idempotency-Key", "k")
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"PC-1\"}],\"profile\":{\"city\":\"Canarytown\"}}")
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        export = job(as(owner)
                .body("{\"kind\":\"members\",\"purpose\":\"service\"}")
                .post("/v1/exports")
                .path("id"));
        imported = job(as(owner)
                .contentType("text/csv")
                .body("identities.card,identities.phone,profile.city\nPC-1,no phone,Canarytown\n")
                .post("/v1/imports?kind=members")
                .path("id"));
        as(owner).get("/v1/imports/" + imported).then().body("rejected", equalTo(1));
        tenant.sql("insert into import_chunk select tenant_id, id, 9, 1, 1, '\\x00' from import_file where %T");
        assertThat(COPIES).allMatch(table -> rows(table) > 0);
        status("/v1/exports/" + export + "/file", 200);
        status("/v1/imports/" + imported + "/rejected", 200);
    }

    private String job(String id) {
        Poll.until(
                "the job",
                SOON,
                () -> "succeeded".equals(as(owner).get("/v1/jobs/" + id).path("state")));
        return id;
    }

    private long rows(String table) {
        return Long.parseLong(
                tenant.sql("select count(*) from " + table + " where %T").getFirst());
    }

    private void status(String path, int status) {
        as(owner).get(path).then().statusCode(status);
    }

    private void erase() {
        as(tenant.staff("privacy")).delete("/v1/members/" + member).then().statusCode(204);
    }

    @Test
    void aDayAfterTheyWereMadeTheyAreGone() {
        erase();
        assertThat(tenant.sql("""
                        select distinct expires_at - created_at between '23:59:50' and '24:00:10' from (
                          select created_at, expires_at from export_file where %T
                          union all select created_at, expires_at from import_file where %T) f
                        """)).containsExactly("t");
        assertThat(tenant.sql("select kind from jobs.due where %T and kind like '%.sweep' and at > now() + '25 hours'"))
                .as("nothing is cleared later than that")
                .isEmpty();
        for (String table : List.of("export_file", "import_file")) {
            tenant.sql("update " + table + " set created_at = created_at - interval '24 hours 10 seconds',"
                    + " expires_at = expires_at - interval '24 hours 10 seconds' where %T");
        }
        status("/v1/exports/" + export + "/file", 404);
        status("/v1/imports/" + imported + "/rejected", 404);
        tenant.sql("update idempotency_claim set created_at = created_at - interval '24 hours 10 seconds' where %T");
        tenant.sql("update jobs.due set at = at - interval '24 hours 10 seconds' where %T");
        for (String table : COPIES) {
            Poll.until(table + " being cleared", SOON, () -> rows(table) == 0);
        }
    }

    @Test
    void aReplayDropsThemAtOnce() {
        try (OlderCopy older = new OlderCopy(tenant)) {
            erase();
            older.restore();
            replay.replay().await().atMost(Duration.ofSeconds(60));
            assertThat(COPIES).allMatch(table -> rows(table) == 0);
            status("/v1/exports/" + export + "/file", 404);
            status("/v1/imports/" + imported + "/rejected", 404);
            status("/v1/members/" + member, 404);
        }
    }

    /** A file that is still being worked off when it expires is not worked off any further. */
    @Test
    void anImportEndsWhenItsFileExpires() {
        tenant.sql("create function expire() returns trigger language plpgsql as"
                + " $$ begin new.expires_at := now() - interval '1 second'; return new; end $$");
        String second;
        try {
            tenant.sql("create trigger expire before update of chunks on import_file for each row"
                    + " when (new.%T) execute function expire()");
            second = as(owner)
                    .contentType("text/csv")
                    .body("identities.card\nPC-2\n")
                    .post("/v1/imports?kind=members")
                    .path("id");
        } finally {
            tenant.sql("drop function expire cascade");
        }
        Poll.until(
                "its end",
                SOON,
                () -> !List.of("queued", "running")
                        .contains(as(owner).get("/v1/jobs/" + second).<String>path("state")));
        as(owner)
                .get("/v1/jobs/" + second)
                .then()
                .body("state", equalTo("failed"))
                .body("failure", equalTo("expired"));
        assertThat(tenant.sql("select number from import_chunk where %T and import_id = '" + second + "'"))
                .isEmpty();
        as(owner)
                .body("{\"kind\":\"card\",\"value\":\"PC-2\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(404);
    }
}
