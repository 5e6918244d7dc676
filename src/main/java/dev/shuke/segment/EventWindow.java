package dev.shuke.segment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The spans of time that an event rule can count in, as callers send them: of one kind at a time. */
public final class EventWindow {
    private EventWindow() {}

    /** The last days up to the time asked about, counted in the tenant's timezone. */
    @Schema(name = "Within", requiredProperties = "days")
    public record Within(
            @Schema(minimum = "1", maximum = "3650", examples = "90")
            Integer days,

            @Schema(
                    description = "Of an event's window: as many years earlier, to this time that year",
                    minimum = "1",
                    maximum = "10")
            Integer yearsAgo) {}

    /** A week, month, quarter, season or year of the calendar, as the tenant's clocks show it. */
    @Schema(name = "CalendarSpan", requiredProperties = "unit")
    public record CalendarSpan(
            @Schema(
                    description = "A week begins on Monday; seasons on the first of March, June, September, December",
                    enumeration = {"week", "month", "quarter", "season", "year"})
            String unit,

            @Schema(
                    description = "0, when absent: the current one; 1: the one before; 12 months: the same last year",
                    minimum = "0",
                    maximum = "120")
            Integer ago) {}

    /** Days around a holiday, the first of which is day 0. */
    @Schema(name = "HolidaySpan", requiredProperties = "holiday")
    public record HolidaySpan(
            @Schema(
                    description =
                            "new-year, spring-festival, lantern, qingming, labour-day, dragon-boat, qixi,"
                                    + " mid-autumn, national-day, double-ninth, mid-year-sale (18 June), singles-day, christmas; or the key of one of the merchant's own",
                    examples = "spring-festival")
            String holiday,

            @Schema(description = "0 when absent; -7: seven days before", minimum = "-60", maximum = "60")
            Integer fromDay,

            @Schema(description = "This day included; as fromDay when absent", minimum = "-60", maximum = "60")
            Integer toDay,

            @Schema(
                    description = "0, when absent: the last time that the days have begun; 1: the time before",
                    minimum = "0",
                    maximum = "10")
            Integer ago) {}

    /** A span of time: the start belongs to it, the end does not. */
    @Schema(
            name = "Between",
            requiredProperties = {"from", "to"})
    public record Between(PointInTime from, PointInTime to) {}
}
