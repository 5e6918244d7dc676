package dev.shuke.privacyrequest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.PlantedPrivacy;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each manager confirms what his own stores have done, and nobody else's. */
@QuarkusTest
class StoreTaskTest extends ApiTest {
    private static final String TASKS = "/v1/privacy-tasks";

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final String manager = tenant.staff("manager");
    private String request;

    @BeforeEach
    void aRequestThatTwoStoresAreAskedAbout() {
        String member = as(owner)
                .body("{\"identities\":[{\"kind\":\"card\",\"value\":\"TASK-1\"}]}")
                .post("/v1/members")
                .path("id");
        UUID id = PlantedPrivacy.request(tenant.id(), member, "restriction", "in_progress");
        PlantedPrivacy.task(tenant.id(), id, "S-01");
        PlantedPrivacy.task(tenant.id(), id, "S-02");
        request = id.toString();
        worksAt("S-01");
    }

    /** As an owner would have invited him. */
    private void worksAt(String store) {
        tenant.sql("delete from staff where %T");
        tenant.sql("""
                insert into staff (tenant_id, id, blind, email, subject, roles, stores, status, version, created_at, updated_at)
                select tenant_id, gen_random_uuid(), decode(repeat('00', 16), 'hex'), 'sealed', 'staff-{%1$s=manager}', '{manager}', '{%2$s}', 'active', 1,
                  now(), now()
                from tenant where %%T""".formatted(tenant.slug(), store));
    }

    private Response confirmed(String who, String store) {
        return as(who).body("{\"store\":\"" + store + "\"}").post(TASKS + "/" + request + "/confirm");
    }

    @Test
    void aManagerSeesAndConfirmsHisOwnStoresAlone() {
        as(manager)
                .get(TASKS)
                .then()
                .statusCode(200)
                .body("items.id", contains(request))
                .body("items[0].type", equalTo("restriction"))
                .body("items[0].stores", contains("S-01"));
        confirmed(manager, "S-02").then().statusCode(404);
        confirmed(manager, "S-01").then().statusCode(200).body("stores", hasSize(0));
        confirmed(manager, "S-01").then().statusCode(404);
        as(manager).get(TASKS).then().body("items", hasSize(0));
        as(owner).get(TASKS).then().body("items[0].stores", contains("S-02"));
        as(owner)
                .get("/v1/privacy-requests/" + request)
                .then()
                .body("tasks[0].confirmed.by", equalTo("staff-{" + tenant.slug() + "=manager}"));
        worksAt("S-02");
        confirmed(manager, "S-02").then().statusCode(200);
        as(owner)
                .body("{}")
                .post("/v1/privacy-requests/" + request + "/complete")
                .then()
                .statusCode(200);
    }

    @Test
    void whoWorksNowhereOrElsewhereConfirmsNothing() {
        tenant.sql("delete from staff where %T");
        as(manager).get(TASKS).then().statusCode(200).body("items", hasSize(0));
        confirmed(manager, "S-01").then().statusCode(404);
        confirmed(tenant.staff("associate"), "S-01").then().statusCode(403);
        confirmed(TestTenant.create("Asia/Shanghai", "CNY").staff("owner"), "S-01")
                .then()
                .statusCode(404);
        as(manager)
                .body("{\"store\":\"S-01\"}")
                .post("/v1/privacy-requests/" + request + "/tasks/confirm")
                .then()
                .statusCode(403);
    }
}
