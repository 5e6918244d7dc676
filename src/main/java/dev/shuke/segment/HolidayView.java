package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.nlf.calendar.Lunar;
import com.nlf.calendar.LunarMonth;
import com.nlf.calendar.Solar;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.web.WithETag;
import dev.shuke.segment.HolidayRequest.HolidayDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Days of a merchant's own calendar, as they are stored and as callers see them.
 *
 * @param dates in order
 */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Holiday",
        requiredProperties = {"key", "name", "days", "createdAt", "updatedAt"})
public record HolidayView(
        @Schema(examples = "founders-day") String key,

        Bilingual name,

        @Schema(description = "Each year on this day") HolidayDay yearly,

        @Schema(description = "Each year on this day of the Chinese calendar")
        HolidayDay lunar,

        @Schema(description = "On these days alone, the earliest first")
        List<LocalDate> dates,

        @Schema(description = "How many days it lasts", examples = "1")
        int days,

        Instant createdAt,
        Instant updatedAt)
        implements Festival {

    /** All of a merchant, by key. */
    @Schema(name = "Holidays", requiredProperties = "items")
    public record Catalogue(List<HolidayView> items) {}

    static HolidayView of(String key, HolidayRequest request, Instant now) {
        return new HolidayView(
                key,
                request.name(),
                request.yearly(),
                request.lunar(),
                request.dates() == null
                        ? null
                        : request.dates().stream().distinct().sorted().toList(),
                request.days() == null ? 1 : request.days(),
                now,
                now);
    }

    /** What rules that name it hang on, as touches say it. */
    String about() {
        return "holiday:" + key;
    }

    @Override
    public LocalDate begun(LocalDate by, int ago) {
        if (dates != null) {
            List<LocalDate> begun =
                    dates.stream().filter(date -> !date.isAfter(by)).toList();
            return begun.size() <= ago ? null : begun.get(begun.size() - 1 - ago);
        }
        int year = by.getYear();
        while (in(year).isAfter(by)) {
            year--;
        }
        return in(year - ago);
    }

    /** Of the Chinese calendar, the year that begins in the given one. */
    private LocalDate in(int year) {
        if (yearly != null) {
            return MonthDay.of(yearly.month(), yearly.day()).atYear(year);
        }
        int length = LunarMonth.fromYm(year, lunar.month()).getDayCount();
        Solar day = Lunar.fromYmd(year, lunar.month(), Math.min(lunar.day(), length))
                .getSolar();
        return LocalDate.of(day.getYear(), day.getMonth(), day.getDay());
    }
}
