package dev.shuke.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Patterns that tenants write: matched in time linear in the text, whatever they are, and cheap to compile. */
public final class LinearPattern {
    /** Of a pattern, repetitions written out: what matching costs for each character. */
    public static final int MAX_STEPS = 1_000;

    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");
    private static final Cache<String, Pattern> COMPILED =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private LinearPattern() {}

    /** Its steps are counted before it is compiled: that costs as much as matching one character. */
    public static boolean usable(String pattern) {
        if (steps(pattern) > MAX_STEPS) {
            return false;
        }
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException notRe2) {
            return false;
        }
    }

    /** Whether the whole text is what a usable pattern says. */
    public static boolean matches(String pattern, String text) {
        return COMPILED.get(pattern, Pattern::compile).matches(text);
    }

    /** As if every repetition were inside the others, which they may be. */
    public static long steps(String pattern) {
        long steps = pattern.length();
        for (Matcher repetition = REPETITION.matcher(pattern); repetition.find() && steps <= MAX_STEPS; ) {
            steps *= Math.max(1, Math.max(count(repetition.group(1)), count(repetition.group(2))));
        }
        return steps;
    }

    private static int count(String digits) {
        return digits == null || digits.isEmpty() ? 1 : Integer.parseInt(digits);
    }
}
