package dev.shuke.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller knows of a thing, as {@code If-Match} and {@code If-None-Match} say it (RFC 9110, section 13.1).
 *
 * @param any {@code *}: that the thing is there at all
 * @param tags each as sent, a weak one with its prefix
 */
public record ETags(boolean any, List<String> tags) {
    public static final String IF_MATCH = "If-Match";
    public static final String IF_NONE_MATCH = "If-None-Match";

    private static final String WEAK = "W/";
    private static final Pattern ELEMENT =
            Pattern.compile("\\G[ \\t]*+((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\")[ \\t]*+(?:,|$)");

    /**
     * @param header its name
     * @param lines what was sent under that name
     * @return null when nothing was
     * @throws ApiException invalid_parameter
     */
    public static ETags of(String header, List<String> lines) {
        if (lines == null || lines.isEmpty()) {
            return null;
        }
        String sent = String.join(",", lines).strip();
        if (sent.equals("*")) {
            return new ETags(true, List.of());
        }
        List<String> tags = new ArrayList<>();
        Matcher element = ELEMENT.matcher(sent);
        int end = 0;
        while (end < sent.length() && element.find()) {
            tags.add(element.group(1));
            end = element.end();
        }
        if (tags.isEmpty() || end < sent.length() || sent.endsWith(",")) {
            throw ApiException.invalidParameter(header, "must be * or the ETags of earlier answers, in their quotes");
        }
        return new ETags(false, tags);
    }

    /** Whether one is the thing's tag to the byte, as a write asks; a weak one never is. */
    public boolean match(ETag present) {
        return present != null && (any || tags.contains(present.header()));
    }

    /** Whether one is the thing's tag, weak or not, as a read asks. */
    boolean matchWeakly(ETag present) {
        return match(present) || tags.contains(WEAK + present.header());
    }
}
