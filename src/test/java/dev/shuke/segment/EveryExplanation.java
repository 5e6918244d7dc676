package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is asked of the database to explain a segment to one member, asked of all of a tenant's members at once. */
public final class EveryExplanation {
    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d+)");

    private EveryExplanation() {}

    /**
     * A statement with the arguments written out, whose rows are {@code member_id, admitted, matches} and, of each node,
     * {@code holds} and {@code seen}.
     *
     * @param purpose of the segment
     * @param rule of the segment
     * @param segments by their keys, as they were sent, those that the rule names among them
     */
    public static String sql(
            UUID tenant, ZoneId zone, Purpose purpose, JsonNode rule, List<JsonNode> segments, Instant asOf) {
        Definitions definitions = new Definitions(Map.of(), Map.of(), views(segments));
        Condition condition = RuleChecker.check(JSON.convertValue(rule, Rule.class), Readers.owner(definitions));
        ExplainedRule explained = RuleCompiler.explain(condition, new RuleTime(asOf, asOf, zone));
        Audience audience = Audience.matching(purpose, explained.rule());
        String ofAll = AudienceRepository.explainSql(audience, explained.nodes())
                .replaceFirst("select ", "select m.member_id, ")
                .replace("m.member_id = $", "m.member_id <> $");
        return written(ofAll, tenant, audience.arguments(new UUID(0, 0)));
    }

    private static Map<String, SegmentView> views(List<JsonNode> segments) {
        Map<String, SegmentView> views = new HashMap<>();
        segments.forEach(segment -> views.put(
                segment.get("key").asText(),
                SegmentView.first(UUID.randomUUID(), JSON.convertValue(segment, SegmentRequest.class), Instant.now())));
        return views;
    }

    private static String written(String sql, UUID tenant, Object[] arguments) {
        return PLACEHOLDER.matcher(sql).replaceAll(found -> {
            int number = Integer.parseInt(found.group(1));
            return Matcher.quoteReplacement(number == 1 ? quoted(tenant) + "::uuid" : quoted(arguments[number - 2]));
        });
    }

    private static String quoted(Object value) {
        String text = value instanceof Object[] texts
                ? Arrays.stream(texts).map(each -> "\"" + each + "\"").collect(Collectors.joining(",", "{", "}"))
                : value.toString();
        return "'" + text.replace("'", "''") + "'";
    }
}
