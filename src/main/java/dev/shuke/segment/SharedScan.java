package dev.shuke.segment;

import dev.shuke.segment.Condition.Found;
import dev.shuke.segment.Condition.Unless;
import dev.shuke.segment.Condition.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One reading of a member's events for the totals of any number of conditions. Each total adds up, by a filter, what its
 * condition would find alone; what is asked of an event's items is answered once an event, whoever asks.
 */
final class SharedScan {
    /** Never a join with all items, whatever the planner believes of the number of events. */
    private static final String ITEMS = """
            cross join lateral (
              select *
              from event_item i
              where i.tenant_id = $1 and i.event_id = e.id offset 0) i
            """;

    private static final String FLAGS = """
            cross join lateral (
              select %s
              from event_item i
              where i.tenant_id = $1 and i.event_id = e.id and e.type = any(%s)) f
            """;

    /** By member, whatever the planner believes of their number: each time the few rows that an index finds. */
    private static final String SCAN = """
            cross join lateral (
              select %2$s
              from event e
              %3$s
              where %4$s and e.member_id = m.member_id and e.type = any(%5$s)%6$s) %1$s
            """;

    /** What conditions may have in common, whatever they compare it with. */
    private record Sum(Found found, Total total) {}

    /** What an item must meet. */
    private record OfItem(List<Where> where, Unless unless) {
        static OfItem of(Found found) {
            Unless unless = found.unless();
            return new OfItem(
                    found.where().stream()
                            .filter(where -> where.field().ofItem())
                            .toList(),
                    unless == null || unless.same() == null ? null : unless);
        }

        boolean isAny() {
            return where.isEmpty() && unless == null;
        }
    }

    private final EventSql sql;
    private final String alias;
    private final boolean ofItems;
    private final Map<Sum, String> columns = new HashMap<>();
    private final List<String> totals = new ArrayList<>();
    private final Map<OfItem, String> flags = new HashMap<>();
    private final List<String> answers = new ArrayList<>();
    private final Set<String> types = new TreeSet<>();
    private final Set<String> typesOfFlags = new TreeSet<>();
    private Instant earliest = Instant.MAX;

    /** @param ofItems whether it adds up items, and not events */
    SharedScan(EventSql sql, String alias, boolean ofItems) {
        this.sql = sql;
        this.alias = alias;
        this.ofItems = ofItems;
    }

    /** Where the condition's total is. */
    String column(Condition.Events counted) {
        Sum sum = new Sum(counted.found(), counted.total());
        if (!columns.containsKey(sum)) {
            String total = EventSql.total(sum.total(), " filter (where " + found(sum.found()) + ")");
            columns.put(sum, alias + ".total" + totals.size());
            totals.add(total + " as total" + totals.size());
        }
        return columns.get(sum);
    }

    private String found(Found found) {
        types.add(found.type());
        Instant start = sql.start(found.window());
        earliest = start.isBefore(earliest) ? start : earliest;
        StringBuilder all = new StringBuilder(sql.happened(found)).append(sql.where(found.where(), false, "i"));
        OfItem ofItem = OfItem.of(found);
        if (ofItems) {
            all.append(conditions(ofItem));
        } else if (!ofItem.isAny()) {
            all.append(flag(found.type(), ofItem));
        }
        found.containing().forEach(item -> all.append(flag(found.type(), new OfItem(item, null))));
        if (found.unless() != null && ofItem.unless() == null) {
            all.append(sql.unless(found.unless()));
        }
        return all.toString();
    }

    private String conditions(OfItem item) {
        return sql.where(item.where(), true, "i") + (item.unless() == null ? "" : sql.unless(item.unless()));
    }

    /** Whether one of the event's items meets it; of an event without items unknown, which no filter lets pass. */
    private String flag(String type, OfItem item) {
        typesOfFlags.add(type);
        if (!flags.containsKey(item)) {
            String answer = "bool_or(true" + conditions(item) + ") as flag" + answers.size();
            flags.put(item, "f.flag" + answers.size());
            answers.add(answer);
        }
        return "\n    and " + flags.get(item);
    }

    String join() {
        String items = ofItems ? ITEMS : "";
        String asked = answers.isEmpty() ? "" : FLAGS.formatted(String.join(", ", answers), sql.bind(typesOfFlags));
        return SCAN.formatted(
                alias,
                String.join(", ", totals),
                items + asked,
                EventSql.COUNTS,
                sql.bind(types),
                earliest.equals(Instant.MIN) ? "" : sql.from(earliest));
    }
}
