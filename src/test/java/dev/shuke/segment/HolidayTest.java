package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.segment.HolidayRequest.HolidayDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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

    /** New Year's Eve is the day before Spring Festival, of a month of 29 days or of 30; Laba is before it, in January. */
    @ParameterizedTest
    @CsvSource({
        "12, 30, 2024-02-09",
        "12, 30, 2025-01-28",
        "12, 30, 2026-02-16",
        "12, 8, 2024-01-18",
        "12, 8, 2025-01-07",
        "12, 8, 2026-01-26"
    })
    void aMerchantsOwnIsWhereTheAlmanacHasIt(int month, int day, LocalDate date) {
        HolidayView own = own(null, new HolidayDay(month, day), null, 1);
        assertThat(own.begun(date, 0)).isEqualTo(date);
        assertThat(own.begun(date.plusDays(300), 0)).isEqualTo(date);
        assertThat(own.begun(date.minusDays(1), 0)).isBefore(date.minusDays(350));
        assertThat(own.begun(date.plusDays(390), 1)).isEqualTo(date);
    }

    @Test
    void aMerchantsOwnComesEachYearOrOnItsDates() {
        HolidayView leapDay = own(new HolidayDay(2, 29), null, null, 3);
        assertThat(leapDay.begun(LocalDate.parse("2026-02-28"), 0)).isEqualTo("2026-02-28");
        assertThat(leapDay.begun(LocalDate.parse("2026-02-27"), 0)).isEqualTo("2025-02-28");
        assertThat(leapDay.begun(LocalDate.parse("2026-02-27"), 1)).isEqualTo("2024-02-29");
        HolidayView dates = own(null, null, List.of(LocalDate.parse("2025-09-13"), LocalDate.parse("2026-09-12")), 2);
        assertThat(dates.begun(LocalDate.parse("2027-01-01"), 0)).isEqualTo("2026-09-12");
        assertThat(dates.begun(LocalDate.parse("2026-09-11"), 0)).isEqualTo("2025-09-13");
        assertThat(dates.begun(LocalDate.parse("2026-09-12"), 1)).isEqualTo("2025-09-13");
        assertThat(dates.begun(LocalDate.parse("2026-09-11"), 1)).isNull();
        RuleTime.Days none = time("2025-01-01T00:00:00Z").of(new Condition.Around(dates, 0, 1, 0));
        assertThat(none.first()).isEqualTo(none.end());
        assertThat(time("2026-09-12T16:00:00Z").of(new Condition.Around(dates, 0, 1, 0)))
                .isEqualTo(days("2026-09-12", "2026-09-14"));
    }

    private static HolidayView own(HolidayDay yearly, HolidayDay lunar, List<LocalDate> dates, int days) {
        return new HolidayView(
                "own", new Bilingual(null, "Own"), yearly, lunar, dates, days, Instant.EPOCH, Instant.EPOCH);
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
