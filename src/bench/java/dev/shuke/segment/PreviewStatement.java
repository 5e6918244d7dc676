package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * What the application sends to preview a rule, for the benchmark's floor.
 *
 * @param arguments behind the tenant's id
 */
public record PreviewStatement(String sql, Object[] arguments) {
    public static PreviewStatement of(ObjectMapper mapper, JsonNode rule, Instant asOf, ZoneId zone) {
        CompiledRule compiled = RuleCompiler.compile(
                RuleChecker.check(mapper.convertValue(rule, Rule.class), Readers.owner()), new RuleTime(asOf, asOf, zone));
        Audience audience = Audience.matching(Purpose.SERVICE, compiled);
        return new PreviewStatement(AudienceRepository.countSql(audience), audience.arguments(PreviewService.SAMPLE));
    }

    @Override
    public String toString() {
        return sql + Arrays.toString(arguments);
    }
}
