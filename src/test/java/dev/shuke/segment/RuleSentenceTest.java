package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules say to people, against sentences written by hand in {@code rule-sentences.txt}. */
class RuleSentenceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final RuleSentence.Naming NAMING = new RuleSentence.Naming(
            Map.of("order.paid", new Bilingual("订单支付", "Order paid"), "drive.booked", new Bilingual("预约试驾", null)),
            ZoneId.of("Asia/Shanghai"),
            "CNY");

    /** Three lines each: the rule, Chinese, English. */
    static List<Arguments> sentences() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/rule-sentences.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        List<Arguments> sentences = new ArrayList<>();
        for (int at = 0; at < lines.size(); at += 3) {
            sentences.add(Arguments.of(lines.get(at), lines.get(at + 1), lines.get(at + 2)));
        }
        return sentences;
    }

    private static RuleDescription described(String rule) throws JsonProcessingException {
        Rule read = MAPPER.readValue(rule, Rule.class);
        return RuleSentence.of(RuleChecker.check(read, Readers.owner(OwnSegments.DEFINITIONS)), NAMING);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("sentences")
    void aRuleIsSaidInBothLanguages(String rule, String chinese, String english) throws JsonProcessingException {
        assertThat(described(rule)).isEqualTo(new RuleDescription(chinese, english));
    }

    @Test
    void everyRuleHasSentences() throws JsonProcessingException {
        RandomRules rules = new RandomRules(new Random(Seed.take()), Moments.of("Asia/Shanghai", Instant.now()));
        for (int i = 0; i < 2_000; i++) {
            RuleDescription said = described(rules.rule().toString());
            assertThat(said.en()).startsWith("Members for whom ").endsWith(".");
            assertThat(said.zh()).endsWith("的会员。");
        }
    }
}
