package dev.shuke.segment;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a language for the parts of a rule, from {@code rule-words.LANGUAGE.properties}. */
final class RuleWords {
    static final RuleWords ENGLISH = new RuleWords("en");
    static final RuleWords CHINESE = new RuleWords("zh");

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final Properties words = new Properties();

    private RuleWords(String language) {
        try (var file = RuleWords.class.getResourceAsStream("/rule-words." + language + ".properties")) {
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The words under a key with the parts in their places. A part is never read for places of its own: it may be
     * anybody's text.
     */
    String say(String key, Object... parts) {
        String said = words.getProperty(key);
        if (said == null) {
            throw new IllegalStateException("no words for " + key);
        }
        return PLACE.matcher(said).replaceAll(place -> Matcher.quoteReplacement(part(place, parts)));
    }

    private static String part(MatchResult place, Object... parts) {
        return String.valueOf(parts[Integer.parseInt(place.group(1))]);
    }

    /** Several as one, two by two; at least one. */
    String joined(String key, List<String> parts) {
        return parts.stream().reduce((left, right) -> say(key, left, right)).orElseThrow();
    }
}
