package dev.shuke.segment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says in SQL which events count, and what is made of them. */
final class EventSql {
    /** Whether an event {@code e} is one that counts, of whatever kind. */
    static final String COUNTS = "e.tenant_id = $1 and e.superseded_by is null";

    /** One of the {@link Periods}, in the order of members. */
    private static final String PERIOD = """
            (select e.member_id, e.occurred_at, e.amount
             from event e
             where %s and e.period = %s
             order by e.member_id)""";

    /** So many of a rule are read in the order of members, since each takes its time to plan. */
    private static final int MOST_PERIODS = 60;

    private static final int PERIODS_OF_A_YEAR = 14;

    private final RuleCompiler compiler;
    private final RuleTime time;
    private final boolean shared;
    private final Map<Scan, Totals> scans = new LinkedHashMap<>();
    private final Map<Boolean, SharedScan> sharedScans = new TreeMap<>();
    private int periodsLeft = MOST_PERIODS;

    /**
     * The events that a condition is about, whatever it says of them; whether of them the items, and whether what it says
     * is indexed.
     */
    private record Scan(Condition.Found found, boolean ofItems, boolean indexed) {}

    /** What is added up over one scan, one row per member. */
    private record Totals(String alias, String from, List<String> expressions) {
        String column(String expression) {
            if (!expressions.contains(expression)) {
                expressions.add(expression);
            }
            return alias + ".total" + expressions.indexOf(expression);
        }

        String sql() {
            String named = IntStream.range(0, expressions.size())
                    .mapToObj(n -> expressions.get(n) + " as total" + n)
                    .collect(Collectors.joining(", "));
            return """
                    left join (
                      select e.member_id, %s
                      from %s
                      group by e.member_id
                    ) %s on %s.member_id = m.member_id
                    """.formatted(named, from, alias, alias);
        }
    }

    /** @param shared whether a member's events are read once, whatever conditions ask of them: for few members */
    EventSql(RuleCompiler compiler, RuleTime time, boolean shared) {
        this.compiler = compiler;
        this.time = time;
        this.shared = shared;
    }

    /** The column that has the condition's total. */
    String column(Condition.Events counted) {
        return shared
                ? sharedScans
                        .computeIfAbsent(
                                counted.total().ofItems(),
                                ofItems -> new SharedScan(this, ofItems ? "si" : "se", ofItems))
                        .column(counted)
                : columns(counted, List.of(total(counted.total(), ""))).getFirst();
    }

    /** The columns that the totals have: with those of other conditions about the same events, which are read once. */
    List<String> columns(Condition.Events counted, List<String> totals) {
        Total total = counted.total();
        Scan scan = new Scan(counted.found(), total.ofItems(), total.isIndexed());
        if (!scans.containsKey(scan)) {
            String from = from(counted); // which binds arguments
            scans.put(scan, new Totals("e" + (scans.size() + 1), from, new ArrayList<>()));
        }
        return totals.stream().map(scans.get(scan)::column).toList();
    }

    String joins() {
        return Stream.concat(
                        scans.values().stream().map(Totals::sql),
                        sharedScans.values().stream().map(SharedScan::join))
                .collect(Collectors.joining());
    }

    private String from(Condition.Events counted) {
        List<Instant> periods = periods(counted);
        if (periods.isEmpty() || periods.size() > Math.min(periodsLeft, PERIODS_OF_A_YEAR)) {
            return "event e\n" + found(counted.found(), counted.total());
        }
        periodsLeft -= periods.size();
        String happened = COUNTS + " and " + happened(counted.found());
        String all = periods.stream()
                .map(period -> PERIOD.formatted(happened, compiler.bind(period, "timestamptz")))
                .collect(Collectors.joining("\nunion all\n"));
        return "(" + all + (periods.size() == 1 ? "" : "\norder by member_id") + ") e";
    }

    /**
     * None where the order of members does not help. Nor for whoever had such an event at all: the planner, who takes what is
     * merged for a few hundred members, would look up everything else of each of them, one by one.
     */
    private List<Instant> periods(Condition.Events counted) {
        Condition.Found found = counted.found();
        return counted.asksHowMuch() && found.isOfAnyKind() && !(found.window() instanceof Condition.Ever)
                ? Periods.of(start(found.window()), end(found.window()))
                : List.of();
    }

    /** The events that count, joined to their matching items where the total is made of those. */
    private String found(Condition.Found found, Total total) {
        String items = "event_item i on i.tenant_id = $1 and i.event_id = e.id";
        String ofEvent =
                COUNTS + " and " + happened(found) + where(found.where(), false, "i") + containing(found.containing());
        String ofItem = where(found.where(), true, "i");
        Condition.Unless unless = found.unless();
        if (unless != null && unless.same() == null) {
            ofEvent += unless(unless);
        } else if (unless != null) {
            ofItem += unless(unless);
        }
        if (total.ofItems()) {
            return "join " + items + "\n  where " + ofEvent + ofItem;
        }
        return "where " + ofEvent + (ofItem.isEmpty() ? "" : item("i", ofItem));
    }

    private static String item(String alias, String conditions) {
        return "\n    and exists (select from event_item %1$s where %1$s.tenant_id = $1 and %1$s.event_id = e.id%2$s)"
                .formatted(alias, conditions);
    }

    private String containing(List<List<Condition.Where>> items) {
        return items.stream().map(where -> item("c", where(where, true, "c"))).collect(Collectors.joining());
    }

    /** That no such event came later, or none with the item. */
    String unless(Condition.Unless unless) {
        String again = unless.same() == null
                ? ""
                : " join event_item g on g.tenant_id = $1 and g.event_id = f.id and " + column(unless.same(), "g")
                        + " = " + column(unless.same(), "i");
        String end = unless.days() == null
                ? ""
                : " and f.occurred_at <= e.occurred_at + make_interval(hours => 24 * "
                        + compiler.bind(unless.days(), "int") + ")";
        return "\n    and not exists (select from event f" + again
                + " where f.tenant_id = $1 and f.member_id = e.member_id and f.superseded_by is null and f.type = "
                + compiler.bind(unless.type(), "text") + " and f.occurred_at > e.occurred_at and f.occurred_at <= "
                + compiler.bind(time.asOf(), "timestamptz") + end + ")";
    }

    /** Of which type, and when. */
    String happened(Condition.Found found) {
        String start = switch (found.window()) {
            case Condition.Ever ever -> "";
            case Condition.Days days when days.yearsAgo() == 0 -> since(days.days());
            case Condition.Days days ->
                occurred(">", days.start(time.asOf(), time.zone()))
                        + occurred("<=", days.end(time.asOf(), time.zone()));
            case Condition.Span span -> occurred(">=", span.from()) + occurred("<", span.to());
            case Condition.Calendar calendar -> days(time.of(calendar));
            case Condition.Around around -> days(time.of(around));
        };
        return "e.type = " + compiler.bind(found.type(), "text") + start + occurred("<=", time.asOf()) + at(found.at());
    }

    private String days(RuleTime.Days days) {
        return occurred(">=", start(days)) + occurred("<", end(days));
    }

    private Instant start(RuleTime.Days days) {
        return days.first().atStartOfDay(time.zone()).toInstant();
    }

    /** No event after it is in the window. */
    private Instant end(Condition.Window window) {
        Instant end = switch (window) {
            case Condition.Ever ever -> time.asOf();
            case Condition.Days days -> days.end(time.asOf(), time.zone());
            case Condition.Span span -> span.to();
            case Condition.Calendar calendar -> end(time.of(calendar));
            case Condition.Around around -> end(time.of(around));
        };
        return end.isAfter(time.asOf()) ? time.asOf() : end;
    }

    private Instant end(RuleTime.Days days) {
        return days.end().atStartOfDay(time.zone()).toInstant();
    }

    /** No event before it is in the window. */
    Instant start(Condition.Window window) {
        return switch (window) {
            case Condition.Ever ever -> Instant.MIN;
            case Condition.Days days -> days.start(time.asOf(), time.zone());
            case Condition.Span span -> span.from();
            case Condition.Calendar calendar -> start(time.of(calendar));
            case Condition.Around around -> start(time.of(around));
        };
    }

    String from(Instant earliest) {
        return occurred(">=", earliest);
    }

    String bind(Set<String> texts) {
        return compiler.bind(List.copyOf(texts), "text[]");
    }

    private String at(Condition.At at) {
        if (at == null) {
            return "";
        }
        String local = "(e.occurred_at at time zone " + compiler.zone() + ")";
        String days = at.weekdays() == null
                ? ""
                : at.weekdays().stream()
                        .map(day -> String.valueOf(day.getValue()))
                        .collect(Collectors.joining(", ", " and extract(isodow from " + local + ") in (", ")"));
        String from = at.from() == null ? "true" : local + "::time >= " + compiler.bind(at.from(), "time");
        String to = at.to() == null ? "true" : local + "::time < " + compiler.bind(at.to(), "time");
        boolean overnight = at.from() != null && at.to() != null && at.to().isBefore(at.from());
        return days + " and (" + from + (overnight ? " or " : " and ") + to + ")";
    }

    String since(int days) {
        return occurred(">", new Condition.Days(days).start(time.asOf(), time.zone()));
    }

    private String occurred(String symbol, Instant instant) {
        return " and e.occurred_at " + symbol + " " + compiler.bind(instant, "timestamptz");
    }

    /** @param item the alias of the item asked about */
    String where(List<Condition.Where> all, boolean ofItem, String item) {
        return all.stream()
                .filter(where -> where.field().ofItem() == ofItem)
                .map(where -> "\n    and " + where(where, item))
                .collect(Collectors.joining());
    }

    private String where(Condition.Where where, String item) {
        return where.test().value() instanceof Condition.Near near
                ? "exists (select from store n where n.tenant_id = $1 and n.code = e.store and "
                        + compiler.near("n.latitude", "n.longitude", near) + ")"
                : compiler.test(column(where.field(), item), "text", where.test());
    }

    private static String column(EventField field, String item) {
        return switch (field) {
            case STORE -> "e.store";
            case CHANNEL -> "e.channel";
            case PAYMENT_METHOD -> "(e.props ->> 'paymentMethod')";
            case ITEM_SKU -> item + ".sku";
            case ITEM_CATEGORY -> item + ".category";
        };
    }

    /**
     * Of items numeric, because a price times a quantity need not fit a bigint. Amounts of events in floating point: in
     * minor units that is exact up to 2^53, far beyond what one customer spends, while PostgreSQL's sum of bigints is a
     * numeric per member, which takes longer than all the rest.
     */
    static String total(Total total, String filter) {
        return switch (total) {
            case COUNT -> "count(*)" + filter;
            case AMOUNT -> "coalesce(sum(e.amount::float8)" + filter + ", 0)";
            case ITEMS_AMOUNT -> "coalesce(sum(i.price::numeric * i.quantity)" + filter + ", 0)";
            case ITEMS_QUANTITY -> "coalesce(sum(i.quantity)" + filter + ", 0)";
            case AVERAGE -> "avg(e.amount)" + filter;
            case LEAST -> "min(e.amount)" + filter;
            case MOST -> "max(e.amount)" + filter;
            case STORES -> "count(distinct e.store)" + filter;
            case CHANNELS -> "count(distinct e.channel)" + filter;
            case SKUS -> "count(distinct i.sku)" + filter;
            case CATEGORIES -> "count(distinct i.category)" + filter;
            case FIRST -> "min(e.occurred_at)" + filter;
            case LAST -> "max(e.occurred_at)" + filter;
        };
    }
}
