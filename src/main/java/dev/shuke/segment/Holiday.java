package dev.shuke.segment;

import com.nlf.calendar.Lunar;
import com.nlf.calendar.Solar;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The days that shops live by, as China's calendar has them. */
enum Holiday implements Festival {
    NEW_YEAR("new-year", year -> LocalDate.of(year, 1, 1)),
    SPRING_FESTIVAL("spring-festival", year -> lunar(year, 1, 1)),
    LANTERN("lantern", year -> lunar(year, 1, 15)),
    QINGMING("qingming", Holiday::qingming),
    LABOUR_DAY("labour-day", year -> LocalDate.of(year, 5, 1)),
    DRAGON_BOAT("dragon-boat", year -> lunar(year, 5, 5)),
    MID_YEAR_SALE("mid-year-sale", year -> LocalDate.of(year, 6, 18)),
    QIXI("qixi", year -> lunar(year, 7, 7)),
    MID_AUTUMN("mid-autumn", year -> lunar(year, 8, 15)),
    NATIONAL_DAY("national-day", year -> LocalDate.of(year, 10, 1)),
    DOUBLE_NINTH("double-ninth", year -> lunar(year, 9, 9)),
    SINGLES_DAY("singles-day", year -> LocalDate.of(year, 11, 11)),
    CHRISTMAS("christmas", year -> LocalDate.of(year, 12, 25));

    private final String key;
    private final IntFunction<LocalDate> day;

    Holiday(String key, IntFunction<LocalDate> day) {
        this.key = key;
        this.day = day;
    }

    /** Its first day in a year of the common calendar. */
    LocalDate in(int year) {
        return day.apply(year);
    }

    @Override
    public LocalDate begun(LocalDate by, int ago) {
        int year = by.getYear();
        while (in(year).isAfter(by)) {
            year--;
        }
        return in(year - ago);
    }

    @Override
    public int days() {
        return 1;
    }

    /** A day of the Chinese year that begins in the given one; never of a leap month. */
    private static LocalDate lunar(int year, int month, int dayOfMonth) {
        return date(Lunar.fromYmd(year, month, dayOfMonth).getSolar());
    }

    /** The solar term: about 15 days after the equinox. */
    private static LocalDate qingming(int year) {
        return date(Lunar.fromYmd(year, 1, 1).getJieQiTable().get("清明"));
    }

    private static LocalDate date(Solar day) {
        return LocalDate.of(day.getYear(), day.getMonth(), day.getDay());
    }

    static Optional<Holiday> find(String key) {
        return Arrays.stream(values())
                .filter(holiday -> holiday.key.equals(key))
                .findFirst();
    }

    /** The names in one line, for people. */
    static String keys() {
        return Arrays.stream(values()).map(holiday -> holiday.key).collect(Collectors.joining(", "));
    }
}
