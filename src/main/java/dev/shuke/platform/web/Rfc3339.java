package dev.shuke.platform.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Times and dates in their one spelling, wherever they come in. The library by itself would also take numbers, texts of
 * digits and far years.
 */
public final class Rfc3339 {
    static final String A_TIME = "must be an RFC 3339 time such as 2026-05-01T08:30:00Z";
    static final String A_DATE = "must be a date such as 1990-05-01";
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Rfc3339() {}

    /** @throws InvalidValue also for null */
    public static Instant time(String text) {
        return read(TIME, text, OffsetDateTime::parse, A_TIME).toInstant();
    }

    /** @throws InvalidValue also for null */
    public static LocalDate date(String text) {
        return read(DATE, text, LocalDate::parse, A_DATE);
    }

    /**
     * From a query; null when it is not given.
     *
     * @throws ApiException invalid_parameter
     */
    public static LocalDate dateParameter(String name, String text) {
        try {
            return text == null ? null : date(text);
        } catch (InvalidValue invalid) {
            throw ApiException.invalidParameter(name, invalid.getMessage());
        }
    }

    private static <T> T read(Pattern pattern, String text, Function<String, T> parse, String expected) {
        try {
            if (text != null && pattern.matcher(text).matches()) {
                return parse.apply(text);
            }
        } catch (DateTimeException noSuchTime) {
            throw new InvalidValue(expected);
        }
        throw new InvalidValue(expected);
    }
}
