package dev.shuke.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.shuke.badinput.Document.Documented;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Wrong addresses, methods and media types, for every operation of the document. */
@QuarkusTest
class BadAddressTest extends ApiTest {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CANARY");
    private static final List<String> NOWHERE = List.of(
            "/",
            "/v1",
            "/v1/",
            "/v1/CANARY",
            "/v2/members",
            "/V1/members",
            "/v1/members/{member}/CANARY",
            "/v1/members/{member}/timeline/CANARY",
            "/CANARY",
            "/.env",
            "/.git/config",
            "/admin",
            "/index.html",
            "/q/CANARY",
            "/v1/members/..%2F..%2Fetc%2Fpasswd",
            "/v1/%00",
            "/CANARY?a=<script>CANARY</script>".replace("<", "%3C").replace(">", "%3E"));
    private static final List<String> NO_IDS = List.of(
            "CANARY",
            "0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8g",
            "0199f3a0",
            "%00",
            "1%20or%201=1",
            "-1",
            "null",
            "{id}".replace("{", "%7B").replace("}", "%7D"),
            "0".repeat(1000),
            "0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=CANARY",
            "application/x-www-form-urlencoded",
            "application/octet-stream",
            "CANARY",
            "application/",
            "application/json/CANARY",
            ";charset=utf-8",
            "*/*CANARY");
    private static final List<String> ACCEPTS =
            List.of("text/html", "application/xml", "image/png;q=0.5", "text/CANARY");

    private Wire wire;
    private Stage stage;
    private Document document;

    @BeforeEach
    void stage() {
        wire = new Wire(ApiCall.port());
        stage = new Stage(wire);
        document = Document.of(wire);
    }

    private Call valid(Documented operation) {
        Call call =
                Call.of(operation.method(), stage.documented(operation.path())).as(caller(operation.path()));
        return operation.takesBody() ? operation.with(operation.example().toString(), call) : call;
    }

    private String caller(String path) {
        return stage.tokenFor(path);
    }

    private Stream<DynamicTest> each(String what, Stream<Call> calls, Expected expected) {
        return each(what, calls, expected::check);
    }

    private Stream<DynamicTest> each(String what, Stream<Call> calls, java.util.function.Consumer<Answer> check) {
        return Stream.concat(
                calls.map(call -> dynamicTest(
                        what + " " + call.method() + " " + call.target() + " "
                                + call.headers().getOrDefault("Accept", "")
                                + call.headers().getOrDefault("Content-Type", ""),
                        () -> check.accept(wire.send(call)))),
                Stream.of(dynamicTest(what + ": nothing was written", () -> stage.nothingWasWritten())));
    }

    @TestFactory
    Stream<DynamicTest> unknownPathsAreNotFound() {
        return each(
                "404",
                NOWHERE.stream().map(path -> Call.of("GET", stage.path(path)).as(stage.token("owner"))),
                Expected.of(404, "not_found", null));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoIdIsNotFound() {
        Function<Documented, Stream<Call>> calls = operation -> NO_IDS.stream()
                .map(id -> new Call(
                        operation.method(),
                        stage.path(operation.path().replace("{id}", id)),
                        valid(operation).headers(),
                        valid(operation).body(),
                        false));
        return each(
                "404",
                document.operations().stream()
                        .filter(operation -> operation.path().contains("{id}"))
                        .flatMap(calls),
                Expected.of(404, "not_found", null));
    }

    @TestFactory
    Stream<DynamicTest> otherMethodsAreRefusedAndTheRightOnesNamed() {
        return document.paths().properties().stream().flatMap(path -> {
            Set<String> allowed = document.methods(path.getKey());
            return each(
                    "405",
                    METHODS.stream()
                            .filter(method -> !document.answersElsewhere(method, path.getKey()))
                            .map(method -> Call.of(method, stage.documented(path.getKey()))
                                    .as(caller(path.getKey()))),
                    answer -> {
                        Expected.of(405, "method_not_allowed", null).check(answer);
                        assertThat(answer.header("Allow").split(", *")).containsAll(allowed);
                    });
        });
    }

    @TestFactory
    Stream<DynamicTest> otherAcceptsAreRefusedBeforeAnythingIsDone() {
        return each(
                "406",
                document.operations().stream()
                        .filter(operation -> !operation.method().equals("DELETE"))
                        .flatMap(operation ->
                                ACCEPTS.stream().map(type -> valid(operation).with("Accept", type))),
                Expected.of(406, "not_acceptable", null));
    }

    @TestFactory
    Stream<DynamicTest> otherContentTypesAreRefused() {
        return each(
                "415",
                document.operations().stream()
                        .filter(Documented::takesBody)
                        .flatMap(operation -> Stream.concat(
                                TYPES.stream().map(type -> valid(operation).with("Content-Type", type)),
                                Stream.of(untyped(valid(operation))))),
                Expected.of(415, "unsupported_media_type", null));
    }

    private static Call untyped(Call call) {
        return new Call(
                call.method(),
                call.target(),
                java.util.Map.of("Authorization", call.headers().get("Authorization")),
                call.body(),
                false);
    }

    @Test
    void aFailureBeforeAnyEndpointIsAProblemToo() {
        Answer answer = wire.send(Call.of("GET", FailingRoute.PATH).with("Accept", "text/html"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("code").textValue()).isEqualTo("internal");
        Expected.silent(answer);
    }
}
