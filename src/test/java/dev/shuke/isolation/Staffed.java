package dev.shuke.isolation;

import dev.shuke.platform.access.Permission;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.TestTenant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A merchant with somebody of every role. Its manager and its associate work where its members buy, and its members have
 * something of everything that is known of members.
 */
record Staffed(Merchant merchant) {
    private static final String[] AT_STORES = {"manager", "associate"};

    static Staffed plant() {
        Staffed staffed = new Staffed(Merchant.plant());
        String store = staffed.merchant.canary() + "Store";
        staffed.owner()
                .body("{\"name\":\"Open\"}")
                .put("/v1/stores/" + store)
                .then()
                .statusCode(201);
        for (String role : AT_STORES) {
            staffed.owner()
                    .body("{\"email\":\"%1$s@open.example\",\"roles\":[\"%1$s\"],\"stores\":[\"%2$s\"]}"
                            .formatted(role, store))
                    .post("/v1/staff")
                    .then()
                    .statusCode(202);
        }
        staffed.merchant.tenant().keycloakHasFollowed();
        staffed.recentOrder(store);
        RoleMatrix.read().groups().forEach(staffed::define);
        return staffed;
    }

    /** The attribute of a group that the merchant has defined. */
    static String attribute(String group) {
        return group + "Trait";
    }

    private void define(String group) {
        owner().body("{\"key\":\"%s\",\"name\":{\"en\":\"Trait\"},\"type\":\"string\",\"sensitivity\":\"%s\"}"
                        .formatted(attribute(group), group))
                .post("/v1/attributes")
                .then()
                .statusCode(201);
    }

    private void recentOrder(String store) {
        owner().body("""
                        {"type":"order.paid","source":"till","sourceId":"recent","occurredAt":"%s",
                         "member":{"kind":"card","value":"%s"},"store":"%s","channel":"store",
                         "amount":{"amount":12345,"currency":"CNY"},"props":{"paymentMethod":"cash"},
                         "items":[{"sku":"T","quantity":1,"price":{"amount":12345,"currency":"CNY"}}]}""".formatted(
                        Instant.now().minus(1, ChronoUnit.DAYS), targets().of("card"), store))
                .post("/v1/events")
                .then()
                .statusCode(200);
    }

    /** Who names what his role uses data for where the call has no body that does. */
    ApiCall caller(String role) {
        ApiCall call = ApiCall.as(token(role));
        return role.equals("marketing") ? call.header("X-Purpose", TestTenant.MARKETING) : call;
    }

    String token(String role) {
        return role.equals("app")
                ? merchant.tenant().app(Permission.SCOPES.toArray(String[]::new))
                : merchant.tenant().staff(role);
    }

    Targets targets() {
        return merchant.targets();
    }

    /** In whose bodies the purpose is one of the role's. */
    Targets targets(String role) {
        return targets().with(merchant.tenant().purpose(role));
    }

    ApiCall owner() {
        return ApiCall.as(merchant.owner());
    }
}
