package dev.shuke.member;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A name as it is compared: neither width, case and accents count nor in which order its parts stand, and Chinese signs
 * that sound alike are easily taken for each other. That two names share a sign says nothing: twins' names do.
 */
record NameLikeness(String spelling, String sound) {
    /** One sign of a shorter name makes another name of it. */
    private static final int LONG = 6;

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final LevenshteinDistance ONE_SIGN = new LevenshteinDistance(1);
    private static final Transliterator PINYIN = Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");

    static NameLikeness of(String name) {
        String spelling = Arrays.stream(BETWEEN.split(
                        Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT)))
                .sorted()
                .collect(Collectors.joining(" "))
                .strip();
        return new NameLikeness(spelling, PINYIN.transliterate(spelling).replace(" ", ""));
    }

    boolean same(NameLikeness other) {
        return spelling.equals(other.spelling);
    }

    /** Whether somebody who heard or mistyped one of them may have written the other. */
    boolean near(NameLikeness other) {
        return sound.equals(other.sound)
                || (alphabetic() && other.alphabetic() && ONE_SIGN.apply(spelling, other.spelling) >= 0);
    }

    private boolean alphabetic() {
        return spelling.length() >= LONG && !HAN.matcher(spelling).find();
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "NameLikeness";
    }
}
