package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days against those that were published: the almanac's lunar holidays, and the calendar's units by hand. */
class HolidayTest {
    @ParameterizedTest
    @CsvSource({
        "SPRING_FESTIVAL, 2023-01-22",
        "SPRING_FESTIVAL, 2024-02-10",
        "SPRING_FESTIVAL, 2025-01-29",
        "SPRING_FESTIVAL, 2026-02-17",
        "SPRING_FESTIVAL, 2027-02-06",
        "SPRING_FESTIVAL, 2028-01-26",
        "LANTERN, 2024-02-24",
        "LANTERN, 2025-02-12",
        "LANTERN, 2026-03-03",
        "QINGMING, 2023-04-05",
        "QINGMING, 2024-04-04",
        "QINGMING, 2025-04-04",
        "QINGMING, 2026-04-05",
        "DRAGON_BOAT, 2023-06-22",
        "DRAGON_BOAT, 2024-06-10",
        "DRAGON_BOAT, 2025-05-31",
        "DRAGON_BOAT, 2026-06-19",
        "QIXI, 2023-08-22",
        "QIXI, 2024-08-10",
        "QIXI, 2025-08-29",
        "QIXI, 2026-08-19",
        "MID_AUTUMN, 2023-09-29",
        "MID_AUTUMN, 2024-09-17",
        "MID_AUTUMN, 2025-10-06",
        "MID_AUTUMN, 2026-09-25",
        "DOUBLE_NINTH, 2023-10-23",
        "DOUBLE_NINTH, 2024-10-11",
        "DOUBLE_NINTH, 2025-10-29",
        "DOUBLE_NINTH, 2026-10-18",
        "SINGLES_DAY, 2026-11-11",
        "NEW_YEAR, 2026-01-01"
    })
    void isWhereTheAlmanacHasIt(Holiday holiday, LocalDate day) {
        assertThat(holiday.in(day.getYear())).isEqualTo(day);
    }

    private static RuleTime time(String instant) {
        return new RuleTime(Instant.parse(instant), Instant.parse(instant), ZoneId.of("Asia/Shanghai"));
    }

    private static RuleTime.Days days(String first, String end) {
        return new RuleTime.Days(LocalDate.parse(first), LocalDate.parse(end));
    }

    @Test
    void theLastTimeIsTheOneThatHasBegun() {
        Condition.Around week = new Condition.Around(Holiday.SPRING_FESTIVAL, -7, -1, 0);
        assertThat(time("2026-02-09T15:59:59Z").of(week)).isEqualTo(days("2025-01-22", "2025-01-29"));
        assertThat(time("2026-02-09T16:00:00Z").of(week)).isEqualTo(days("2026-02-10", "2026-02-17"));
        assertThat(time("2026-12-31T00:00:00Z").of(week)).isEqualTo(days("2026-02-10", "2026-02-17"));
        assertThat(time("2026-12-31T00:00:00Z").of(new Condition.Around(Holiday.SPRING_FESTIVAL, -7, -1, 1)))
                .isEqualTo(days("2025-01-22", "2025-01-29"));
        assertThat(time("2026-12-28T00:00:00Z").of(new Condition.Around(Holiday.NEW_YEAR, -7, 0, 0)))
                .isEqualTo(days("2026-12-25", "2027-01-02"));
    }

    @ParameterizedTest
    @CsvSource({
        "WEEK, 0, 2026-06-15, 2026-06-22",
        "WEEK, 1, 2026-06-08, 2026-06-15",
        "MONTH, 0, 2026-06-01, 2026-07-01",
        "MONTH, 12, 2025-06-01, 2025-07-01",
        "QUARTER, 0, 2026-04-01, 2026-07-01",
        "QUARTER, 2, 2025-10-01, 2026-01-01",
        "SEASON, 0, 2026-06-01, 2026-09-01",
        "SEASON, 1, 2026-03-01, 2026-06-01",
        "SEASON, 2, 2025-12-01, 2026-03-01",
        "YEAR, 1, 2025-01-01, 2026-01-01"
    })
    void aUnitOfTheCalendar(CalendarUnit unit, int ago, String first, String end) {
        // A Sunday still in London, a Monday in Shanghai.
        assertThat(time("2026-06-14T16:00:00Z").of(new Condition.Calendar(unit, ago)))
                .isEqualTo(days(first, end));
    }
}
