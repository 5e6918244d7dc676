package dev.shuke.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.demo.DemoEvents;
import dev.shuke.demo.DemoSegments;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.segment.EveryExplanation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The explanation of each demo segment to every member: by the very statement that explains, but of all members at once,
 * and by the API of a few.
 */
final class DemoExplanations {
    private static final int FEW = 3;

    private final Path data;
    private final String segments;
    private final String token;

    /** @param token of who may read members */
    DemoExplanations(Path data, String api, String token) {
        this.data = data;
        this.segments = api + "/v1/segments/";
        this.token = token;
    }

    /** How many members each segment has by the explanations, or as text what they contradict. */
    Map<String, Object> compared() {
        Map<String, Object> compared = new HashMap<>();
        Http.send("GET", segments + "?limit=100", token, null)
                .require("segments", 200)
                .body()
                .get("items")
                .forEach(segment -> compared.put(segment.get("key").asText(), compared(segment)));
        return compared;
    }

    private Object compared(JsonNode segment) {
        String path = segments + segment.get("id").asText() + "/members";
        Set<UUID> members = members(path);
        Map<UUID, Boolean> explained =
                explained(new Purpose(segment.get("purpose").asText()), segment.get("rule"));
        Set<UUID> wrong = new HashSet<>();
        explained.forEach((member, in) -> {
            if (in != members.contains(member)) {
                wrong.add(member);
            }
        });
        boolean byApi = few(members.iterator()).stream().allMatch(member -> byApi(path, member))
                && few(explained.keySet().stream()
                                .filter(member -> !members.contains(member))
                                .iterator())
                        .stream()
                        .noneMatch(member -> byApi(path, member));
        boolean all = explained.keySet().containsAll(members);
        return wrong.isEmpty() && byApi && all
                ? members.size()
                : wrong.size() + " of " + explained.size() + " explained otherwise, " + byApi + ", " + all;
    }

    private static Set<UUID> few(Iterator<UUID> of) {
        Set<UUID> few = new HashSet<>();
        while (of.hasNext() && few.size() < FEW) {
            few.add(of.next());
        }
        return few;
    }

    private boolean byApi(String members, UUID member) {
        return Http.send("GET", members + "/" + member + "/explain", token, null)
                .require("explanation", 200)
                .body()
                .get("matched")
                .asBoolean();
    }

    private Set<UUID> members(String path) {
        Set<UUID> members = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = Http.send("GET", path + "?limit=100" + cursor, token, null)
                    .require("members", 200)
                    .body();
            page.get("items")
                    .forEach(member ->
                            members.add(UUID.fromString(member.get("id").asText())));
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : null;
        } while (cursor != null);
        return members;
    }

    /** Whether each member is in it by what explains. */
    private Map<UUID, Boolean> explained(Purpose purpose, JsonNode rule) {
        Map<UUID, Boolean> explained = new HashMap<>();
        try (Connection connection = DemoFigures.connect(data);
                var statement = connection.createStatement()) {
            UUID tenant;
            try (var row = statement.executeQuery("select tenant_id from tenant where slug = 'demo'")) {
                row.next();
                tenant = row.getObject(1, UUID.class);
            }
            String sql =
                    EveryExplanation.sql(tenant, DemoEvents.ZONE, purpose, rule, DemoSegments.all(), Instant.now());
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    boolean in = rows.getBoolean("admitted") && rows.getBoolean("matches");
                    explained.put(rows.getObject("member_id", UUID.class), in);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return explained;
    }
}
