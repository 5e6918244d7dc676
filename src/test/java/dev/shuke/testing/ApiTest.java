package dev.shuke.testing;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
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
    protected static RequestSpecification as(String token) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)
                                .encodeContentTypeAs("text/csv", ContentType.TEXT)
                                .encodeContentTypeAs("application/merge-patch+json", ContentType.TEXT)))
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON);
    }
}
