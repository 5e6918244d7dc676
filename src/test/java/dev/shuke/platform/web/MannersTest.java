package dev.shuke.platform.web;

import static dev.shuke.testing.ApiCall.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What browsers, proxies and HTTP itself ask of an API. */
@QuarkusTest
class MannersTest extends ApiTest {
    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");
    private final String owner = tenant.staff("owner");
    private final HttpClient http = HttpClient.newHttpClient(); // speaks HTTP/2, here by upgrade

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + ApiCall.port() + path))
                .header("Authorization", "Bearer " + owner)
                .header("Content-Type", "application/json");
    }

    private static String stores(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"code\":\"S-%03d\",\"name\":\"Store %d\"}".formatted(i, i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void browsersFrameNothingGuessNothingAndTellNobody() {
        for (String path : new String[] {"/v1/stores", "/v1/nothing", "/q/openapi", "/q/swagger-ui/"}) {
            given().get(path)
                    .then()
                    .header("X-Content-Type-Options", "nosniff")
                    .header("X-Frame-Options", "DENY")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("Strict-Transport-Security", nullValue());
        }
        given().get("/v1/stores").then().header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    @Test
    void longListsAreCompressedForThoseWhoTakeIt() throws Exception {
        as(owner).body(stores(100)).post("/v1/stores").then().statusCode(200);
        HttpRequest.Builder list = request("/v1/stores?limit=100").version(HttpClient.Version.HTTP_1_1);
        HttpResponse<byte[]> plain = http.send(list.build(), BodyHandlers.ofByteArray());
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        HttpResponse<byte[]> packed =
                http.send(list.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(packed.headers().allValues("vary")).anyMatch(vary -> vary.equalsIgnoreCase("accept-encoding"));
        assertThat(packed.body().length).isLessThan(plain.body().length / 4);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void whatIsSmallOrHasATagIsSentAsItIs() throws Exception {
        as(owner).body("{\"name\":\"One\"}").put("/v1/stores/S-1").then().statusCode(201);
        String attributes = IntStream.range(0, 45)
                .mapToObj(i -> "\"key%d\":\"%s\"".formatted(i, "x".repeat(60)))
                .collect(Collectors.joining(",", "{", "}"));
        as(owner)
                .body("{\"name\":\"Big\",\"attributes\":" + attributes + "}")
                .put("/v1/products/BIG")
                .then()
                .statusCode(201);
        for (String path : new String[] {"/v1/stores", "/v1/stores/S-1", "/v1/products/BIG", "/v1/stores/none"}) {
            HttpResponse<String> answer = http.send(
                    request(path).header("Accept-Encoding", "gzip, deflate, br").build(), BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("content-encoding").orElse("identity"))
                    .isEqualTo("identity");
            assertThat(answer.body()).startsWith("{");
        }
    }

    @Test
    void nobodyMakesUsUnpackAnything() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(stores(1).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = http.send(
                request("/v1/stores")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("unsupported_media_type");
        as(owner).get("/v1/stores/S-000").then().statusCode(404);
    }

    @Test
    void speaksHttp2WithoutTls() throws Exception {
        HttpResponse<String> first = http.send(request("/v1/stores").build(), BodyHandlers.ofString());
        assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
        HttpResponse<String> written = http.send(
                request("/v1/stores")
                        .POST(BodyPublishers.ofString(stores(1_000)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
        assertThat(written.version()).isEqualTo(HttpClient.Version.HTTP_2);
        HttpResponse<String> refused = http.send(
                request("/v1/stores")
                        .POST(BodyPublishers.ofByteArray(new byte[11 * 1024 * 1024]))
                        .build(),
                BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @Test
    void aStatementThatTakesTooLongIsAProblem() {
        as(owner).get("/test/slow").then().statusCode(504).body("code", is("timed_out"));
    }

    @Test
    void withoutConfiguredOriginsNoPageMayCall() {
        as(owner)
                .header("Origin", "https://crm.example.com")
                .get("/v1/stores")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
