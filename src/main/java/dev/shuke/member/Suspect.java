package dev.shuke.member;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A member while it is compared with others of the same birthday; in clear, and nowhere but in memory. */
record Suspect(UUID id, NameLikeness name, Gender gender, LocalDate birthday, String city, String email) {
    /** Below, two members are not worth anybody's look. */
    private static final int WORTH_A_LOOK = 60;

    private static final int SAME_NAME = 55;
    private static final int SIMILAR_NAME = 45;
    private static final int SAME_CITY = 25;
    private static final int UNKNOWN_CITY = 15;
    private static final int SAME_EMAIL = 20;
    /** Also where it is not known. */
    private static final int GENDER_FITS = 10;

    /** Two members who may be one, the older one first. */
    record Pair(UUID one, UUID other, int score, List<DuplicateReason> reasons) {}

    /** Null when nothing speaks for it. */
    Pair with(Suspect other) {
        boolean same = name.same(other.name);
        if (!same && !name.near(other.name)) {
            return null;
        }
        List<DuplicateReason> reasons = new ArrayList<>();
        reasons.add(same ? DuplicateReason.SAME_NAME : DuplicateReason.SIMILAR_NAME);
        reasons.add(DuplicateReason.SAME_BIRTHDAY);
        int score = same ? SAME_NAME : SIMILAR_NAME;
        if (city != null && city.equalsIgnoreCase(other.city)) {
            reasons.add(DuplicateReason.SAME_CITY);
            score += SAME_CITY;
        } else if (city == null || other.city == null) {
            score += UNKNOWN_CITY;
        }
        if (email != null && email.equals(other.email)) {
            reasons.add(DuplicateReason.SAME_EMAIL);
            score += SAME_EMAIL;
        }
        score += gender == null || other.gender == null || gender == other.gender ? GENDER_FITS : 0;
        return score < WORTH_A_LOOK ? null : pair(other, Math.min(score, 100), reasons);
    }

    private Pair pair(Suspect other, int score, List<DuplicateReason> reasons) {
        return id.toString().compareTo(other.id.toString()) < 0
                ? new Pair(id, other.id, score, reasons)
                : new Pair(other.id, id, score, reasons);
    }

    /** Without what it is compared by. */
    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
