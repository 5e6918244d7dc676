package dev.shuke.platform.privacy;

/** What a caller wants of a field. */
public enum Use {
    /** To have it in an answer about one member, as its {@link Sight} shows it. */
    READ(Sight.PARTIAL),
    /** To find a member by exactly this value. */
    LOOKUP(Sight.MASKED),
    /** To have members counted by it, or chosen by it and only counted. */
    AGGREGATE(Sight.AGGREGATE),
    /** To choose, sort or group members that are then shown by it: what cannot be read cannot be asked about. */
    FILTER(Sight.PARTIAL),
    /** To take it out of the system, as it is shown. */
    EXPORT(Sight.PARTIAL),
    /** To see its clear text. */
    REVEAL(Sight.REVEAL);

    private final Sight needed;

    Use(Sight needed) {
        this.needed = needed;
    }

    Sight needed() {
        return needed;
    }
}
