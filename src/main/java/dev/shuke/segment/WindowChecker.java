package dev.shuke.segment;

import dev.shuke.platform.web.ApiException;
import dev.shuke.segment.Condition.Around;
import dev.shuke.segment.Condition.At;
import dev.shuke.segment.Condition.Calendar;
import dev.shuke.segment.Condition.Days;
import dev.shuke.segment.Condition.Ever;
import dev.shuke.segment.Condition.Span;
import dev.shuke.segment.Condition.Window;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks when the events of a leaf were. Every method throws validation_failed at the node that is wrong. */
final class WindowChecker {
    private static final int MAX_DAYS = 3_650;
    private static final int MAX_YEARS_AGO = 10;
    private static final int MAX_AGO = 120;
    private static final int MAX_AROUND = 60;
    private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();

    private WindowChecker() {}

    private static Map<String, DayOfWeek> weekdays() {
        Map<String, DayOfWeek> days = new LinkedHashMap<>();
        List<String> names = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
        names.forEach(name -> days.put(name, DayOfWeek.of(names.indexOf(name) + 1)));
        return days;
    }

    static Window check(Rule.Event rule, String at, RuleAccess access) {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("within", rule.within());
        given.put("between", rule.between());
        given.put("calendar", rule.calendar());
        given.put("holiday", rule.holiday());
        given.values().removeIf(one -> one == null);
        List<String> names = List.copyOf(given.keySet());
        if (names.size() > 1) {
            throw ApiException.invalid(at + "/" + names.get(1), "must not be given beside " + names.getFirst());
        }
        return given.isEmpty() ? new Ever() : window(given.get(names.getFirst()), at + "/" + names.getFirst(), access);
    }

    private static Window window(Object sent, String at, RuleAccess access) {
        return switch (sent) {
            case EventWindow.Within within ->
                new Days(
                        days(within.days(), at + "/days"),
                        within.yearsAgo() == null ? 0 : whole(within.yearsAgo(), 1, MAX_YEARS_AGO, at + "/yearsAgo"));
            case EventWindow.CalendarSpan calendar -> calendar(calendar, at);
            case EventWindow.HolidaySpan holiday -> around(holiday, at, access);
            default -> span((EventWindow.Between) sent, at);
        };
    }

    static int days(Integer days, String at) {
        return whole(days, 1, MAX_DAYS, at);
    }

    static int whole(Integer number, int from, int to, String at) {
        if (number == null || number < from || number > to) {
            throw ApiException.invalid(at, "must be a whole number from " + from + " to " + to);
        }
        return number;
    }

    private static Window span(EventWindow.Between between, String at) {
        if (between.from() == null) {
            throw ApiException.invalid(at + "/from", "must be given");
        }
        if (between.to() == null) {
            throw ApiException.invalid(at + "/to", "must be given");
        }
        if (!between.from().instant().isBefore(between.to().instant())) {
            throw ApiException.invalid(at + "/to", "must be later than from");
        }
        return new Span(between.from().instant(), between.to().instant());
    }

    private static Window calendar(EventWindow.CalendarSpan sent, String at) {
        CalendarUnit unit = CalendarUnit.find(sent.unit())
                .orElseThrow(() -> ApiException.invalid(at + "/unit", "must be one of " + CalendarUnit.keys()));
        return new Calendar(unit, sent.ago() == null ? 0 : whole(sent.ago(), 0, MAX_AGO, at + "/ago"));
    }

    private static Window around(EventWindow.HolidaySpan sent, String at, RuleAccess access) {
        Festival holiday = access.holiday(sent.holiday());
        if (holiday == null) {
            throw ApiException.invalid(
                    at + "/holiday", "must be one of " + Holiday.keys() + " or of the merchant's own");
        }
        int from = sent.fromDay() == null ? 0 : whole(sent.fromDay(), -MAX_AROUND, MAX_AROUND, at + "/fromDay");
        int last = sent.fromDay() == null ? holiday.days() - 1 : from;
        int to = sent.toDay() == null ? last : whole(sent.toDay(), -MAX_AROUND, MAX_AROUND, at + "/toDay");
        if (to < from) {
            throw ApiException.invalid(at + "/toDay", "must not be before fromDay");
        }
        int ago = sent.ago() == null ? 0 : whole(sent.ago(), 0, MAX_YEARS_AGO, at + "/ago");
        return new Around(holiday, from, to, ago);
    }

    /** Null for at any time. */
    static At at(Rule.At sent, String at) {
        if (sent == null) {
            return null;
        }
        LocalTime from = time(sent.from(), at + "/from");
        LocalTime to = time(sent.to(), at + "/to");
        if (sent.weekdays() == null && from == null && to == null) {
            throw ApiException.invalid(at, "must name weekdays or hours");
        }
        if (from != null && from.equals(to)) {
            throw ApiException.invalid(at + "/to", "must differ from from");
        }
        return new At(sent.weekdays() == null ? null : weekdays(sent.weekdays(), at + "/weekdays"), from, to);
    }

    private static Set<DayOfWeek> weekdays(List<String> names, String at) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) == null || !WEEKDAYS.containsKey(names.get(i))) {
                throw ApiException.invalid(at + "/" + i, "must be one of " + String.join(", ", WEEKDAYS.keySet()));
            }
            days.add(WEEKDAYS.get(names.get(i)));
        }
        if (days.isEmpty()) {
            throw ApiException.invalid(at, "must be a list of at least one weekday");
        }
        return days;
    }

    private static LocalTime time(String text, String at) {
        try {
            if (text == null || text.length() == 5) {
                return text == null ? null : LocalTime.parse(text);
            }
        } catch (DateTimeParseException none) {
            // answered below
        }
        throw ApiException.invalid(at, "must be a time of day such as 18:00");
    }
}
