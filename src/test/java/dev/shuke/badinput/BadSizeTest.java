package dev.shuke.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are too large, or are hardly HTTP. */
@QuarkusTest
class BadSizeTest extends ApiTest {
    private static final int TOO_MUCH = 10 * 1024 * 1024 + 1;

    private Wire wire;
    private Stage stage;

    @BeforeEach
    void stage() {
        wire = new Wire(ApiCall.port());
        stage = new Stage(wire);
    }

    private String raw(String requestLine, String... headers) {
        return wire.sendRaw(requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join(
                        "",
                        Arrays.stream(headers).map(header -> header + "\r\n").toList()) + "\r\n");
    }

    private static void isProblem(String response, int status, String code) {
        assertThat(response).startsWith("HTTP/1.1 " + status + " ");
        assertThat(response.toLowerCase(java.util.Locale.ROOT))
                .contains("content-type: application/problem+json")
                .contains("\"code\":\"" + code + "\"")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/members", "/v1/members/lookup", "/v1/events", "/v1/segments/preview"})
    void aBodyOverTheLimitIsRefusedWhetherItsLengthIsToldOrNot(String path) {
        byte[] large = new byte[TOO_MUCH];
        Arrays.fill(large, (byte) ' ');
        Call call = Call.of("POST", path).as(stage.token("owner")).json("").bytes(large);
        Answer bare = wire.send(call.inChunks());
        assertThat(bare.status()).isEqualTo(413);
        assertThat(bare.body()).isEmpty();
        isProblem(
                raw(
                        "POST " + path,
                        "Authorization: Bearer " + stage.token("owner"),
                        "Content-Type: application/json",
                        "Content-Length: " + TOO_MUCH),
                413,
                "body_too_large");
        stage.nothingWasWritten();
    }

    @Test
    void aLongAddressIsAProblem() {
        isProblem(raw("GET /v1/members?cursor=" + "A".repeat(9_000) + "CANARY"), 414, "uri_too_long");
        isProblem(raw("GET /" + "A".repeat(20_000)), 414, "uri_too_long");
    }

    @Test
    void longHeadersAreAProblem() {
        isProblem(raw("GET /v1/members", "X-Long: CANARY" + "A".repeat(17_000)), 431, "headers_too_large");
        isProblem(raw("GET /v1/members", "X-A: A\r\n".repeat(3_000) + "X-B: B"), 431, "headers_too_large");
    }

    @Test
    void beyondAllBoundsThereIsAtLeastTheStatus() {
        assertThat(raw("GET /" + "A".repeat(200_000)))
                .startsWith("HTTP/1.0 414 ")
                .doesNotContain("<html");
        assertThat(raw("GET /v1/members", "X-Long: " + "A".repeat(200_000)))
                .startsWith("HTTP/1.1 431 ")
                .doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CANARY",
                "GET /v1/members/%zz",
                "GET /v1/members?limit=%zz",
                "GET /v1/members?limit=%c3%28",
                "GET /v1/members?cursor=%ff",
                "GET //CANARY.example/v1/members",
                "GET /v1/../q/CANARY",
                "CONNECT /v1/members",
                "POST /v1/members|Content-Length: -1",
                "POST /v1/members|Content-Length: CANARY",
                "POST /v1/members|Content-Length: 5, 6",
                "POST /v1/members|Transfer-Encoding: CANARY",
                "GET /v1/members|X-Bad\u0000Name: CANARY",
                "GET /v1/members|X-Tenant: \u0000CANARY",
                "GET /v1/members|X-Tenant: CANARY",
                "GET /v1/members|Authorization: Bearer",
                "GET /v1/members|Authorization: Bearer \u00ff\u00fe"
            })
    void whatIsHardlyHttpIsNeverA5xx(String request) {
        String[] parts = request.split("\\|");
        String bearer = "Authorization: Bearer " + stage.token("owner");
        String answer = raw(
                parts[0],
                parts.length > 1 && parts[1].startsWith("Auth")
                        ? new String[] {parts[1]}
                        : parts.length > 1 ? new String[] {bearer, parts[1]} : new String[] {bearer});
        assertThat(answer).matches("(?s)HTTP/1.[01] 4\\d\\d .*").doesNotContain("CANARY", "java.", "<html", "\tat ");
        stage.nothingWasWritten();
    }

    @Test
    void aBodyWithTwoLengthsIsRefused() {
        String answer = wire.sendRaw("POST /v1/members HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\nGET /CANARY HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.[01] 4\\d\\d .*").doesNotContain("CANARY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/members", "/v1/CANARY", "/CANARY", "/v1/members/CANARY", "/v1/segments?limit=0"})
    void aProblemOfAHeadHasNoBody(String target) {
        String response = raw("HEAD " + target, "Authorization: Bearer CANARY");
        assertThat(response).matches("(?s)HTTP/1.1 4\\d\\d .*\r\n\r\n").doesNotContain("{", "CANARY");
    }

    @Test
    void aRequestIdThatIsAUuidIsKeptAndAnyOtherReplaced() {
        Call call = Call.of("GET", "/v1/nothing").as(stage.token("owner"));
        String own = "0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f";
        assertThat(wire.send(call.with("X-Request-Id", own)).header("X-Request-Id"))
                .isEqualTo(own);
        for (String hostile : List.of(
                "CANARY-order_42", own + "-CANARY", "CANARY CANARY", "CANARY<b>CANARY", "CANARY" + "x".repeat(80))) {
            Expected.of(404, "not_found", null).check(wire.send(call.with("X-Request-Id", hostile)));
        }
    }
}
