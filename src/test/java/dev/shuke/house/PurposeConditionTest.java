package dev.shuke.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever reads many members has the condition of a purpose. Rules reach members as an {@code Audience} alone, which
 * cannot be made without one; of all other SQL that reads the tables in which members are chosen or foretold, each text
 * has a place for the condition and its class puts one there, or stands with its reason in {@code without-purpose.txt}.
 */
class PurposeConditionTest {
    private static final Pattern TEXT = Pattern.compile("(\\w+)\\s*=\\s*[^;\"]*?\"\"\"(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern OF_MEMBERS = Pattern.compile(
            "\\b(from|join)\\s+(member_metric|segment_membership|segment_member|segment_change|member_rfm|member_stage"
                    + "|member_score|member_replenishment|consent_state)\\b");
    private static final Pattern PLACE = Pattern.compile("%(\\d\\$)?s");
    private static final Pattern PUTS = Pattern.compile(
            "\\.(condition|conditionOfFew|conditionOf|choosing|counting|reaching|state)\\(\"|audience\\.where\\(\\)");

    @Test
    void whateverReadsManyMembersHasTheConditionOfAPurpose() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Map<String, String> without = new TreeMap<>();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                without.putAll(withoutCondition(name(file), Files.readString(file)));
            }
            assertThat(without.keySet())
                    .as("give the query the condition of its purpose, see platform.privacy.Purpose, or say in"
                            + " src/test/resources/without-purpose.txt why it needs none")
                    .isEqualTo(reasons().keySet());
        }
    }

    /** The measure itself. */
    @Test
    void aQueryWithoutItIsFound() {
        String query =
                "String LIST = \"\"\"\n  select m.member_id from member_metric m where m.tenant_id = $1%s\n\"\"\";";
        assertThat(withoutCondition("X", query.formatted(""))).containsOnlyKeys("X.LIST");
        assertThat(withoutCondition("X", query.formatted(" and %s"))).containsOnlyKeys("X.LIST");
        assertThat(withoutCondition("X", query.formatted(" and %s") + "LIST.formatted(purpose.condition(\"m\"))"))
                .isEmpty();
    }

    private static Map<String, String> withoutCondition(String file, String source) {
        Map<String, String> found = new TreeMap<>();
        boolean puts = PUTS.matcher(source).find();
        Matcher text = TEXT.matcher(source);
        while (text.find()) {
            boolean has = puts && PLACE.matcher(text.group(2)).find();
            if (OF_MEMBERS.matcher(text.group(2)).find() && !has) {
                found.put(file + "." + text.group(1), text.group(2));
            }
        }
        return found;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Map<String, String> reasons() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/without-purpose.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1], (one, other) -> one, TreeMap::new));
        }
    }
}
