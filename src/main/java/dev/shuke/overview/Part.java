package dev.shuke.overview;

import dev.shuke.platform.web.ApiException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be named in {@code include}. */
enum Part {
    IDENTITIES,
    PROFILE,
    ATTRIBUTES,
    METRICS,
    PROVENANCE,
    TAGS,
    SEGMENTS,
    RFM,
    SCORES,
    EVENTS;

    /** Those that a member's answer has anyway. */
    private static final Set<Part> ALWAYS = EnumSet.of(IDENTITIES, PROFILE, ATTRIBUTES);

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param include names with commas between them, each time that the parameter is given
     * @return those that make the answer another than without
     * @throws ApiException invalid_parameter
     */
    static Set<Part> of(List<String> include) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        include.forEach(
                names -> Arrays.stream(names.split(",", -1)).map(Part::named).forEach(parts::add));
        parts.removeAll(ALWAYS);
        return parts;
    }

    private static Part named(String name) {
        return Arrays.stream(values())
                .filter(part -> part.key().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> ApiException.invalidParameter(
                        "include",
                        "must be some of "
                                + Arrays.stream(values()).map(Part::key).collect(Collectors.joining(", "))));
    }
}
