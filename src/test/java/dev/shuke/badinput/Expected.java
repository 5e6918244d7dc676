package dev.shuke.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The problem that a malformed request must get.
 *
 * @param statuses any of them will do
 * @param code null when any will do
 * @param where the JSON pointer that an error must have, {@code ?name} for a parameter, null when none is needed
 */
record Expected(Set<Integer> statuses, String code, String where) {
    /** Stands in malformed values; no answer may hold it. */
    static final String CANARY = "CANARY";

    private static final Set<String> CODES = Set.of(
            "malformed_body",
            "invalid_parameter",
            "invalid_cursor",
            "bad_request",
            "unauthenticated",
            "forbidden",
            "tenant_required",
            "tenant_inactive",
            "not_found",
            "method_not_allowed",
            "not_acceptable",
            "already_exists",
            "conflict",
            "identity_conflict",
            "token_revoked",
            "body_too_large",
            "uri_too_long",
            "unsupported_media_type",
            "validation_failed",
            "unknown_member",
            "privacy_request_state",
            "legal_hold",
            "retention_rehearsal",
            "purpose_unavailable",
            "headers_too_large");
    private static final List<String> FIELDS =
            List.of("type", "title", "status", "code", "detail", "errors", "requestId");
    private static final List<String> INTERNALS =
            List.of("java.", "com.fasterxml", "io.quarkus", "io.vertx", "dev.shuke", "org.jboss", "\tat ", "<html");

    static Expected status(int status) {
        return new Expected(Set.of(status), null, null);
    }

    static Expected of(int status, String code, String where) {
        return new Expected(Set.of(status), code, where);
    }

    void check(Answer answer) {
        assertThat(statuses).as("status, with the body %s", answer.body()).contains(answer.status());
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        silent(answer);
        JsonNode problem = answer.json();
        assertThat(problem.path("status").intValue()).isEqualTo(answer.status());
        assertThat(problem.path("code").textValue()).isIn(CODES);
        assertThat(problem.path("type").textValue())
                .isEqualTo("urn:shuke:error:" + problem.path("code").textValue());
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("requestId").asText()).isNotBlank().isEqualTo(answer.header("X-Request-Id"));
        assertThat(problem.fieldNames()).toIterable().isSubsetOf(FIELDS);
        if (code != null) {
            assertThat(problem.path("code").textValue()).as(answer.body()).isEqualTo(code);
        }
        placed(problem.path("errors"));
    }

    /** Says neither what was sent nor how we are built. */
    static void silent(Answer answer) {
        String everything = (answer.headers() + answer.body()).toUpperCase(Locale.ROOT);
        assertThat(everything).doesNotContain(CANARY);
        assertThat(answer.body()).doesNotContain(INTERNALS.toArray(String[]::new));
    }

    private void placed(JsonNode errors) {
        assertThat(errors)
                .allSatisfy(error -> assertThat(error.path("detail").asText()).isNotBlank());
        if (where != null) {
            String key = where.startsWith("?") ? "parameter" : "pointer";
            String value = where.startsWith("?") ? where.substring(1) : where;
            assertThat(errors)
                    .as("errors that name the place")
                    .anySatisfy(error -> assertThat(error.path(key).textValue()).isEqualTo(value));
        }
    }
}
