package dev.shuke.segment;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a value is asked. Operators are words, so that rules survive URLs, XML and spreadsheets. */
enum Operator {
    EQ("eq"),
    NE("ne"),
    GT("gt"),
    GTE("gte"),
    LT("lt"),
    LTE("lte"),
    IN("in"),
    NOT_IN("notIn"),
    EXISTS("exists"),
    MISSING("missing"),
    WITHIN_KM("withinKm"),
    /** Of dates: the day of the year comes again within so many days, today included. */
    MONTH_DAY_WITHIN_NEXT("monthDayWithinNext"),
    /** It came again within so many days, today included. */
    MONTH_DAY_WITHIN_LAST("monthDayWithinLast"),
    /** It comes again in exactly so many days; below 0, it did so many days ago. */
    MONTH_DAY_IN("monthDayIn"),
    /** So many full years have passed since. */
    OLDER_THAN_YEARS("olderThanYears");

    /** They are compared with a number, where the date's others are with a date. */
    static final Set<Operator> OF_DATES =
            EnumSet.of(MONTH_DAY_WITHIN_NEXT, MONTH_DAY_WITHIN_LAST, MONTH_DAY_IN, OLDER_THAN_YEARS);

    static final Set<Operator> COMPARISONS = EnumSet.of(EQ, NE, GT, GTE, LT, LTE);

    private final String key;

    Operator(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    static Optional<Operator> find(String key) {
        return Arrays.stream(values())
                .filter(operator -> operator.key.equals(key))
                .findFirst();
    }

    /** The names in one line, for people. */
    static String keys(Collection<Operator> operators) {
        return operators.stream().sorted().map(Operator::key).collect(Collectors.joining(", "));
    }
}
