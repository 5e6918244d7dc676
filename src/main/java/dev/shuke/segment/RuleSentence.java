package dev.shuke.segment;

import dev.shuke.attribute.AttributeView;
import dev.shuke.eventtype.Bilingual;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says a {@link Condition} to people. */
final class RuleSentence {
    private final RuleWords words;
    private final Naming naming;

    /**
     * What names and numbers mean to the merchant.
     *
     * @param events names of event types; one that is not among them is called by its key
     */
    record Naming(Map<String, Bilingual> events, ZoneId zone, String currency) {}

    private RuleSentence(RuleWords words, Naming naming) {
        this.words = words;
        this.naming = naming;
    }

    static RuleDescription of(Condition condition, Naming naming) {
        return new RuleDescription(
                new RuleSentence(RuleWords.CHINESE, naming).sentence(condition),
                new RuleSentence(RuleWords.ENGLISH, naming).sentence(condition));
    }

    private String sentence(Condition condition) {
        String clause = clause(condition);
        boolean number = clause.charAt(clause.length() - 1) < 128;
        return words.say(number ? "sentence.spaced" : "sentence", clause);
    }

    private String clause(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined("all", all.of());
            case Condition.Any any -> joined("any", any.of());
            case Condition.Not not -> words.say("not", part(not.of()));
            case Condition.Member member -> member(member);
            case Condition.Defined defined -> defined(defined.attribute(), defined.test());
            case Condition.Replenishing replenishing -> replenishing(replenishing);
            case Condition.Tagged tagged -> tag(tagged);
            case Condition.Events events -> events(events);
            case Condition.InSegment in ->
                words.say("segment", quoted(in.segment().name().text()));
        };
    }

    private String joined(String word, List<Condition> parts) {
        return parts.size() == 1
                ? clause(parts.getFirst())
                : words.joined(word, parts.stream().map(this::part).toList());
    }

    /** Of a longer sentence. */
    private String part(Condition condition) {
        boolean several = condition instanceof Condition.All || condition instanceof Condition.Any;
        String clause = clause(condition);
        return several ? words.say("part", clause) : clause;
    }

    private String member(Condition.Member member) {
        String field = words.say("field." + member.field());
        return value(field, member.field().type(), member.test(), member.field().type() == ValueType.MONEY);
    }

    private String defined(AttributeView attribute, Condition.Test test) {
        String field = quoted(name(attribute.name(), attribute.key()));
        ValueType type = StoredValue.of(attribute).type();
        return value(field, type, test, type == ValueType.MONEY);
    }

    private String replenishing(Condition.Replenishing found) {
        String what = found.skus() == null
                ? words.say("replenishment.any")
                : words.say("replenishment.skus", said(found.skus(), false));
        return words.say("replenishment", what, found.fromDay(), found.toDay());
    }

    private String tag(Condition.Tagged tagged) {
        String name = quoted(name(tagged.tag().name(), tagged.tag().key()));
        return tagged.test().value() == null
                ? words.say("tag." + tagged.test().operator(), name)
                : value(words.say("tag", name), StoredValue.of(tagged.tag()).type(), tagged.test(), false);
    }

    private String value(String field, ValueType type, Condition.Test test, boolean money) {
        String way = switch (type) {
            case DATE, TIME -> "time.";
            case TEXTS -> "texts.";
            default -> "value.";
        };
        if (test.operator() == Operator.MONTH_DAY_IN && (Integer) test.value() < 0) {
            return words.say("time.MONTH_DAY_AGO", field, -(Integer) test.value());
        }
        return words.say(way + test.operator(), field, test.value() == null ? "" : said(test.value(), money));
    }

    private String said(Object value, boolean money) {
        return switch (value) {
            case List<?> several ->
                words.joined(
                        "list", several.stream().map(one -> said(one, money)).toList());
            case Boolean flag -> words.say("flag." + flag);
            case Instant instant -> time(instant);
            case String text -> quoted(text);
            case Condition.Near near -> near(near);
            case Long number when money -> money(number);
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    private String money(long amount) {
        int digits = Currency.getInstance(naming.currency()).getDefaultFractionDigits();
        return BigDecimal.valueOf(amount, Math.max(digits, 0)).toPlainString() + " " + naming.currency();
    }

    private String near(Condition.Near near) {
        String km = BigDecimal.valueOf(near.km()).stripTrailingZeros().toPlainString();
        return near.store() == null
                ? words.say("near.place", km, near.latitude(), near.longitude())
                : words.say("near.store", km, quoted(near.store()));
    }

    private String time(Instant instant) {
        return LocalDateTime.ofInstant(instant, naming.zone()).toString().replace('T', ' ');
    }

    private String quoted(String text) {
        return words.say("text", text);
    }

    private String name(Bilingual name, String key) {
        String first = words == RuleWords.CHINESE ? name.zh() : name.en();
        String other = words == RuleWords.CHINESE ? name.en() : name.zh();
        return Stream.of(first, other, key)
                .filter(one -> one != null)
                .findFirst()
                .orElseThrow();
    }

    private String events(Condition.Events events) {
        Total total = events.total();
        boolean none = total == Total.COUNT
                && events.operator() == Operator.EQ
                && events.value().equals(0L);
        String way = total == Total.COUNT ? "count." : total.isTime() ? "when." : "sum.";
        return words.say(
                none ? "count.none" : way + events.operator(),
                event(events.type()),
                found(events.found()),
                window(events.window()),
                said(events.value(), total.isAmount()),
                total == Total.COUNT ? "" : words.say("total." + total));
    }

    private String event(String type) {
        return quoted(name(naming.events().getOrDefault(type, new Bilingual(null, null)), type));
    }

    private String called(Festival festival) {
        return switch (festival) {
            case Holiday holiday -> words.say("holiday." + holiday);
            case HolidayView own -> quoted(name(own.name(), own.key()));
        };
    }

    private String found(Condition.Found found) {
        List<String> parts = new ArrayList<>();
        found.where().stream()
                .filter(where -> !where.field().ofItem())
                .map(this::where)
                .forEach(parts::add);
        List<Condition.Where> ofItem =
                found.where().stream().filter(where -> where.field().ofItem()).toList();
        if (!ofItem.isEmpty()) {
            parts.add(words.say("where.item", item(ofItem)));
        }
        found.containing().forEach(item -> parts.add(words.say("where.containing", item(item))));
        if (found.at() != null) {
            parts.add(at(found.at()));
        }
        if (found.unless() != null) {
            parts.add(unless(found.unless()));
        }
        return parts.isEmpty() ? "" : words.say("where", words.joined("where.and", parts));
    }

    private String item(List<Condition.Where> conditions) {
        return words.joined("where.and", conditions.stream().map(this::where).toList());
    }

    private String at(Condition.At at) {
        List<String> parts = new ArrayList<>();
        if (at.weekdays() != null) {
            parts.add(words.say(
                    "at.days",
                    words.joined(
                            "list",
                            at.weekdays().stream()
                                    .map(day -> words.say("day." + day))
                                    .toList())));
        }
        if (at.from() != null || at.to() != null) {
            parts.add(words.say(
                    "at.hours", at.from() == null ? "00:00" : at.from(), at.to() == null ? "24:00" : at.to()));
        }
        return words.joined("where.and", parts);
    }

    private String unless(Condition.Unless unless) {
        String within = unless.days() == null ? "" : words.say("unless.days", unless.days());
        return words.say("unless." + (unless.same() == null ? "ANY" : unless.same()), event(unless.type()), within);
    }

    private String where(Condition.Where where) {
        return value(words.say("where.field." + where.field()), ValueType.TEXT, where.test(), false);
    }

    private String window(Condition.Window window) {
        return switch (window) {
            case Condition.Ever ever -> words.say("window.ever");
            case Condition.Days days ->
                words.say(days.yearsAgo() == 0 ? "window.days" : "window.days.years", days.days(), days.yearsAgo());
            case Condition.Calendar calendar ->
                words.say(
                        "window.calendar." + (calendar.ago() > 1 ? "n" : calendar.ago()),
                        words.say("unit." + calendar.unit()),
                        calendar.ago());
            case Condition.Around around ->
                words.say(
                        around.ago() == 0 ? "window.holiday" : "window.holiday.ago",
                        called(around.holiday()),
                        around.fromDay(),
                        around.toDay(),
                        around.ago());
            case Condition.Span span -> words.say("window.span", time(span.from()), time(span.to()));
        };
    }
}
