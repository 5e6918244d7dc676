package dev.shuke.testing;

import io.quarkus.test.common.QuarkusTestResource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A test that talks to the running app over HTTP. Annotate the class with {@code @QuarkusTest}, which is not inherited. */
@QuarkusTestResource(ShukeTestResource.class)
public abstract class ApiTest {
    /** The token of a session for whoever has the identity, as the tenant's own app gets it. */
    protected static String session(TestTenant tenant, String kind, String value) {
        return as(tenant.app("sessions:create"))
                .body("{\"identity\":{\"kind\":\"%s\",\"value\":\"%s\"}}".formatted(kind, value))
                .post("/v1/member-sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /**
     * A call beside others. Its thread loads classes as the test does, unlike those of the common pool, which may be of a
     * test before.
     */
    public static <T> CompletableFuture<T> atOnce(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    /** A call with this token and, if it has a body, JSON in it. */
    protected static ApiCall as(String token) {
        return ApiCall.as(token);
    }
}
