package dev.shuke.bench;

import dev.shuke.platform.tenancy.Ids;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody whom nobody knows yet, with two identities and five attributes. */
record SampleMember(String key) {
    /** What the API keeps sealed has about these lengths. */
    private static final int WRAPPED_KEY = 65;

    private static final int SEALED_TEXT = 48;
    private static final int BLIND = 16;

    static final String COPY_MEMBERS = """
            copy member (tenant_id, id, data_key, name, gender, city, attributes, version, created_at, updated_at)
            from stdin
            """;
    static final String COPY_IDENTITIES =
            "copy member_identity (tenant_id, kind, blind, member_id, sealed, created_at) from stdin";
    static final String COPY_METRICS = "copy member_metric (tenant_id, member_id) from stdin";

    /** In COPY's text format. */
    static final class Rows {
        final StringBuilder members = new StringBuilder();
        final StringBuilder identities = new StringBuilder();
        final StringBuilder metrics = new StringBuilder();
    }

    static SampleMember next() {
        return new SampleMember(Long.toHexString(ThreadLocalRandom.current().nextLong()));
    }

    private String attributes() {
        return "{\"favouriteFlavour\":\"taro\",\"visits\":7,\"vip\":true,\"size\":\"L\",\"note\":\"" + key + "\"}";
    }

    /** A line of a file for {@code /v1/imports}. */
    String json() {
        return """
                {"identities":[{"kind":"card","value":"%1$s"},{"kind":"external","value":"%1$s"}],\
                "profile":{"name":"Wang %1$s","gender":"female","city":"Shanghai"},"attributes":%2$s}
                """.formatted(key, attributes());
    }

    void copy(String tenant, Rows to) {
        String id = Ids.next().toString();
        String now = Instant.now().toString();
        line(
                to.members,
                tenant,
                id,
                bytes(WRAPPED_KEY),
                bytes(SEALED_TEXT),
                "female",
                "Shanghai",
                attributes(),
                "1",
                now,
                now);
        line(to.identities, tenant, "card", bytes(BLIND), id, bytes(SEALED_TEXT), now);
        line(to.identities, tenant, "external", bytes(BLIND), id, bytes(SEALED_TEXT), now);
        line(to.metrics, tenant, id);
    }

    private static void line(StringBuilder rows, String... columns) {
        rows.append(String.join("\t", columns)).append('\n');
    }

    private static String bytes(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "\\\\x" + HexFormat.of().formatHex(bytes);
    }
}
