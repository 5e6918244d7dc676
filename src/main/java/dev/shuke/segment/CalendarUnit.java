package dev.shuke.segment;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a calendar is divided into. */
enum CalendarUnit {
    WEEK {
        @Override
        LocalDate first(LocalDate day, int later) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(later);
        }
    },
    MONTH {
        @Override
        LocalDate first(LocalDate day, int later) {
            return day.withDayOfMonth(1).plusMonths(later);
        }
    },
    QUARTER {
        @Override
        LocalDate first(LocalDate day, int later) {
            return day.withDayOfMonth(1)
                    .minusMonths((day.getMonthValue() - 1) % 3)
                    .plusMonths(3L * later);
        }
    },
    /** From the first of March, June, September and December on. */
    SEASON {
        @Override
        LocalDate first(LocalDate day, int later) {
            return day.withDayOfMonth(1).minusMonths(day.getMonthValue() % 3).plusMonths(3L * later);
        }
    },
    YEAR {
        @Override
        LocalDate first(LocalDate day, int later) {
            return day.withDayOfYear(1).plusYears(later);
        }
    };

    /** The first day of the unit that a day is in, or of one so many later. */
    abstract LocalDate first(LocalDate day, int later);

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CalendarUnit> find(String key) {
        return Arrays.stream(values()).filter(unit -> unit.key().equals(key)).findFirst();
    }

    /** The names in one line, for people. */
    static String keys() {
        return Arrays.stream(values()).map(CalendarUnit::key).collect(Collectors.joining(", "));
    }
}
