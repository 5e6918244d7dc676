package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What rules mean by days, weeks, birthdays and holidays, for {@link RuleOracle}: counted day by day. */
record DateOracle(ZoneId zone, Instant asOf) {
    /** As published, first days. */
    static final Map<String, List<String>> HOLIDAYS = Map.of(
            "spring-festival", List.of("2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"),
            "mid-autumn", List.of("2023-09-29", "2024-09-17", "2025-10-06", "2026-09-25"),
            "national-day", List.of("2023-10-01", "2024-10-01", "2025-10-01", "2026-10-01"));

    static final List<String> DATE_OPS =
            List.of("monthDayWithinNext", "monthDayWithinLast", "monthDayIn", "olderThanYears");

    LocalDate today() {
        return LocalDate.ofInstant(asOf, zone);
    }

    /** @param date null when it is not known */
    boolean holds(String op, int value, LocalDate date) {
        if (date == null) {
            return false;
        }
        return switch (op) {
            case "monthDayWithinNext" -> comesOn(date, 0, value);
            case "monthDayWithinLast" -> comesOn(date, -value, 0);
            case "monthDayIn" -> comesOn(date, value, value);
            default -> !date.plusYears(value).isAfter(today());
        };
    }

    private boolean comesOn(LocalDate date, int from, int to) {
        for (int days = from; days <= to; days++) {
            LocalDate day = today().plusDays(days);
            boolean leap = date.getMonthValue() == 2 && date.getDayOfMonth() == 29 && !day.isLeapYear();
            if (day.getMonthValue() == date.getMonthValue()
                    && day.getDayOfMonth() == (leap ? 28 : date.getDayOfMonth())) {
                return true;
            }
        }
        return false;
    }

    boolean inWindow(JsonNode rule, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        if (rule.has("within")) {
            var end = asOf.atZone(zone)
                    .minusYears(rule.get("within").path("yearsAgo").asInt());
            return at.isAfter(end.minusDays(rule.get("within").get("days").asInt())
                            .toInstant())
                    && !at.isAfter(end.toInstant());
        }
        if (rule.has("calendar")) {
            String unit = rule.get("calendar").get("unit").asText();
            return number(unit, today()) - number(unit, day)
                    == rule.get("calendar").path("ago").asInt();
        }
        return !rule.has("holiday") || around(rule.get("holiday"), day);
    }

    /** The units of the calendar, numbered. */
    private static long number(String unit, LocalDate day) {
        int month = day.getYear() * 12 + day.getMonthValue() - 1;
        return switch (unit) {
            case "week" -> Math.floorDiv(ChronoUnit.DAYS.between(LocalDate.of(2024, 1, 1), day), 7); // a Monday
            case "month" -> month;
            case "quarter" -> month / 3;
            case "season" -> (month - 2) / 3;
            default -> day.getYear();
        };
    }

    private boolean around(JsonNode window, LocalDate day) {
        int from = window.get("fromDay").asInt();
        List<LocalDate> begun = HOLIDAYS.get(window.get("holiday").asText()).stream()
                .map(LocalDate::parse)
                .filter(first -> !first.plusDays(from).isAfter(today()))
                .toList();
        LocalDate first = begun.get(begun.size() - 1 - window.path("ago").asInt());
        return !day.isBefore(first.plusDays(from))
                && !day.isAfter(first.plusDays(window.get("toDay").asInt()));
    }

    /** @param when null for at any time */
    boolean at(JsonNode when, Instant at) {
        if (when == null) {
            return true;
        }
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        String day = local.getDayOfWeek().name().substring(0, 3).toLowerCase(java.util.Locale.ROOT);
        boolean onDay = !when.has("weekdays")
                || StreamSupport.stream(when.get("weekdays").spliterator(), false)
                        .anyMatch(name -> name.asText().equals(day));
        boolean notBefore = !when.has("from")
                || !local.toLocalTime()
                        .isBefore(LocalTime.parse(when.get("from").asText()));
        boolean before = !when.has("to")
                || local.toLocalTime().isBefore(LocalTime.parse(when.get("to").asText()));
        boolean overnight = when.has("from")
                && when.has("to")
                && when.get("to").asText().compareTo(when.get("from").asText()) < 0;
        return onDay && (overnight ? notBefore || before : notBefore && before);
    }
}
