package dev.shuke.segment;

import dev.shuke.platform.privacy.AmountBand;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values that somebody who only counts may compare an ordered value with. Were every value allowed, two rules could
 * cut just before and just behind the one member who has it.
 */
enum Steps {
    /** How often, and how many pieces. */
    COUNTS {
        @Override
        boolean isEdge(Object value, ZoneId zone) {
            return value.equals(0L) || value instanceof Long number && TIMES.contains(number);
        }

        @Override
        String words() {
            return "0 or one of " + joined(TIMES);
        }

        @Override
        String band(String column, RuleCompiler compiler) {
            return bucket(column, joined(TIMES));
        }
    },
    /** Minor units, by the bands in which amounts are shown. */
    AMOUNTS {
        @Override
        boolean isEdge(Object value, ZoneId zone) {
            return value instanceof Long amount && AmountBand.isEdge(amount);
        }

        @Override
        String words() {
            return "0, or 1, 2 or 5 times a power of ten from 10000 minor units on";
        }

        @Override
        String band(String column, RuleCompiler compiler) {
            return bucket(column, joined(AmountBand.edges()));
        }
    },
    /** Days since a time. */
    DAYS {
        @Override
        boolean isEdge(Object value, ZoneId zone) {
            return value instanceof Long days && SPANS.contains(days);
        }

        @Override
        String words() {
            return "one of " + joined(SPANS);
        }

        @Override
        String band(String column, RuleCompiler compiler) {
            String starts = SPANS.reversed().stream()
                    .map(days -> compiler.start(days - 1))
                    .collect(Collectors.joining(", "));
            return "width_bucket(" + column + ", array[" + starts + "])";
        }
    },
    /** Times, by the merchant's months. */
    MONTHS {
        @Override
        boolean isEdge(Object value, ZoneId zone) {
            LocalDate day = LocalDate.ofInstant((Instant) value, zone);
            return day.getDayOfMonth() == 1
                    && day.atStartOfDay(zone).toInstant().equals(value);
        }

        @Override
        String words() {
            return "the first instant of a month";
        }

        @Override
        String band(String column, RuleCompiler compiler) {
            return "date_trunc('month', " + column + " at time zone " + compiler.zone() + ")";
        }
    },
    /** Dates. */
    YEARS {
        @Override
        boolean isEdge(Object value, ZoneId zone) {
            return MonthDay.from((LocalDate) value).equals(MonthDay.of(1, 1));
        }

        @Override
        String words() {
            return "the first day of a year";
        }

        @Override
        String band(String column, RuleCompiler compiler) {
            return "extract(year from " + column + ")";
        }
    };

    /** In days: the spans that events are counted over, apart from all time. */
    static final List<Long> SPANS = List.of(7L, 30L, 90L, 180L, 365L);

    private static final List<Long> TIMES = List.of(1L, 2L, 3L, 5L, 10L, 20L, 30L, 50L, 100L, 200L, 500L, 1000L);

    /** Null for what has no order. */
    static Steps of(MemberField field) {
        return switch (field.type()) {
            case NUMBER -> COUNTS;
            case MONEY -> AMOUNTS;
            case DAYS -> DAYS;
            case TIME -> MONTHS;
            case DATE -> YEARS;
            default -> null;
        };
    }

    static Steps of(Total total) {
        return total.isTime() ? MONTHS : total.isAmount() ? AMOUNTS : COUNTS;
    }

    /** @param zone the merchant's */
    abstract boolean isEdge(Object value, ZoneId zone);

    /** The edges, for people. */
    abstract String words();

    /** In SQL, between which two edges the column's value is. */
    abstract String band(String column, RuleCompiler compiler);

    private static String bucket(String column, String edges) {
        return "width_bucket((" + column + ")::numeric, array[" + edges + "]::numeric[])";
    }

    private static String joined(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
