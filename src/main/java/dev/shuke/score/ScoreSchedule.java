package dev.shuke.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.WithETag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When members are scored, and models learned anew. */
@WithETag
@Schema(requiredProperties = "enabled")
public record ScoreSchedule(
        @NotNull(message = "must be given") @Schema(description = "Whether anything is done by itself")
        Boolean enabled,

        @Min(value = 0, message = "must be from 0 to 23") @Max(value = 23, message = "must be from 0 to 23") @Schema(
                description = "From which hour on members are scored every day, in the tenant's timezone",
                defaultValue = "3",
                examples = "3")
        Integer hour,

        @Schema(description = "On which day of the week models are learned anew before that")
        Weekday trainOn,

        @Min(value = 30, message = TrainingRequest.HORIZON) @Max(value = 90, message = TrainingRequest.HORIZON) @Schema(
                description = "With which horizon, see `POST /v1/scores/{kind}/trainings`",
                defaultValue = "60",
                examples = "60")
        Integer horizonDays) {
    /** As a merchant has it who has changed nothing. */
    static final ScoreSchedule DEFAULT = new ScoreSchedule(false, null, null, null);

    private static final int DEFAULT_HOUR = 3;

    public ScoreSchedule {
        hour = hour == null ? Integer.valueOf(DEFAULT_HOUR) : hour;
        trainOn = trainOn == null ? Weekday.MONDAY : trainOn;
        horizonDays = horizonDays == null ? Integer.valueOf(TrainingRequest.DEFAULT.days()) : horizonDays;
    }

    /** Of ISO 8601. */
    @Schema(
            name = "Weekday",
            enumeration = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
    public enum Weekday {
        MONDAY,
        TUESDAY,
        WEDNESDAY,
        THURSDAY,
        FRIDAY,
        SATURDAY,
        SUNDAY;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Weekday named(String key) {
            return Arrays.stream(values())
                    .filter(day -> day.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new InvalidValue("must be a day of the week such as monday"));
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** The next time after that moment. */
    Instant nextAfter(Instant moment, ZoneId zone) {
        ZonedDateTime from = moment.atZone(zone);
        ZonedDateTime today = from.toLocalDate().atTime(hour, 0).atZone(zone);
        return (today.isAfter(from) ? today : from.toLocalDate().plusDays(1).atTime(hour, 0).atZone(zone)).toInstant();
    }

    boolean trainsAt(Instant moment, ZoneId zone) {
        return DayOfWeek.from(moment.atZone(zone)).getValue() == trainOn.ordinal() + 1;
    }
}
