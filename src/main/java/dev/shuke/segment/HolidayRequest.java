package dev.shuke.segment;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Days of a merchant's own calendar. */
public record HolidayRequest(
        @NotNull(message = "must be given") @Valid @Schema(description = "In at least one of the two languages")
        Bilingual name,

        @Valid @Schema(description = "Each year on this day; 29 February in a common year is the 28th")
        HolidayDay yearly,

        @Valid @Schema(
                description =
                        "Each year on this day of the Chinese calendar, never of a leap month; the 30th of a month of 29 days is the 29th")
        HolidayDay lunar,

        @Size(min = 1, max = 200, message = "must be 1 to 200 dates") @Schema(description = "On these days alone", examples = "[\"2026-09-12\", \"2027-09-11\"]")
        List<@NotNull(message = "must not be null") LocalDate> dates,

        @Min(value = 1, message = "must be from 1 to 60") @Max(value = 60, message = "must be from 1 to 60") @Schema(description = "How many days it lasts each time", defaultValue = "1")
        Integer days) {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;

    /** A day of a year. */
    @Schema(requiredProperties = {"month", "day"})
    public record HolidayDay(
            @NotNull(message = "must be given") @Min(value = 1, message = "must be from 1 to 12") @Max(value = 12, message = "must be from 1 to 12") @Schema(examples = "9")
            Integer month,

            @NotNull(message = "must be given") @Min(value = 1, message = "must be a day of the month") @Max(value = 31, message = "must be a day of the month") @Schema(examples = "12")
            Integer day) {}

    /** @throws ApiException validation_failed */
    void require() {
        List<FieldError> errors = new ArrayList<>();
        if (name.zh() == null && name.en() == null) {
            errors.add(FieldError.at("/name", "must be given in Chinese or English"));
        }
        if (Stream.of(yearly == null, lunar == null, dates == null)
                        .filter(absent -> !absent)
                        .count()
                != 1) {
            errors.add(FieldError.at("", "must have one of yearly, lunar and dates"));
        }
        if (yearly != null && yearly.day() > Month.of(yearly.month()).maxLength()) {
            errors.add(FieldError.at("/yearly/day", "must be a day of the month"));
        }
        if (lunar != null && lunar.day() > 30) {
            errors.add(FieldError.at("/lunar/day", "must be a day of the month"));
        }
        IntStream.range(0, dates == null ? 0 : dates.size())
                .filter(i -> dates.get(i).getYear() < FIRST_YEAR || dates.get(i).getYear() > LAST_YEAR)
                .forEach(i -> errors.add(FieldError.at("/dates/" + i, "must be from 1900 to 2100")));
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }
}
