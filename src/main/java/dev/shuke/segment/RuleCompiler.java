package dev.shuke.segment;

import dev.shuke.segment.Condition.Test;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says a {@link Condition} in SQL. Values travel as arguments, never in the text.
 *
 * <p>Each event condition is a left join to one number per member, compared in the WHERE clause; those about the same
 * events share the join. The planner turns it
 * into an inner join where the condition cannot hold without events, and can spill either to disk; {@code not in (select
 * …)} would be a hash table that must fit in memory, or else a scan per member. Two-valued throughout: a column that can
 * be null is tested for it first, because {@code not} over SQL's unknown is unknown.
 */
final class RuleCompiler {
    /**
     * Whether a row {@code member_tag t} is what the member is called at the time that is filled in. Of several words about
     * one tag, or about the tags of an exclusive group, the best counts: {@code tag.OutrankedRepository} keeps until when a
     * better one does.
     */
    static final String CALLED = "not t.removed and (t.expires_at is null or t.expires_at > %1$s)"
            + " and (t.outranked_until is null or t.outranked_until <= %1$s)";

    private static final String DUE =
            " from member_replenishment r where r.tenant_id = $1 and r.member_id = m.member_id";

    private static final String TAGGED = """
            left join (
              select t.member_id, t.value
              from member_tag t
              where t.tenant_id = $1 and t.tag = %2$s and %3$s) %1$s on %1$s.member_id = m.member_id
            """;

    /** In the frozen segment of this id and version. */
    private static final String KEPT = """
            exists (
              select from segment_member f
              where f.tenant_id = $1 and f.segment_id = %s and f.version = %s and f.member_id = m.member_id)
            """;

    private final RuleTime time;
    private final List<Object> arguments = new ArrayList<>();
    private final StringBuilder joins = new StringBuilder();
    private final List<ExplainedRule.Node> nodes = new ArrayList<>();
    private final Set<String> joined = new HashSet<>();
    private final EventSql eventSql;
    private final Map<String, String> tagged = new HashMap<>();

    private RuleCompiler(RuleTime time, boolean shared) {
        this.time = time;
        this.eventSql = new EventSql(this, time, shared);
    }

    static CompiledRule compile(Condition condition, RuleTime time) {
        RuleCompiler compiler = new RuleCompiler(time, false);
        return compiler.compiled(compiler.sql(condition), Splits.Key.NONE);
    }

    /** Any number at once, for few members: whatever they ask about is read once for all. */
    static CompiledRules compile(List<Condition> conditions, RuleTime time) {
        RuleCompiler compiler = new RuleCompiler(time, true);
        List<String> holds = conditions.stream().map(compiler::sql).toList();
        return new CompiledRules(compiler.joined(), holds, List.copyOf(compiler.arguments));
    }

    /** With the {@link Splits} by which those it matches are put into crowds. */
    static CompiledRule compileSplit(Condition condition, RuleTime time) {
        RuleCompiler compiler = new RuleCompiler(time, false);
        return compiler.compiled(compiler.sql(condition), Splits.of(condition, compiler));
    }

    /** With what each node of it says and sees. */
    static ExplainedRule explain(Condition condition, RuleTime time) {
        RuleCompiler compiler = new RuleCompiler(time, false);
        CompiledRule compiled = compiler.compiled(compiler.sql(condition), Splits.Key.NONE);
        return new ExplainedRule(compiled, List.copyOf(compiler.nodes));
    }

    private CompiledRule compiled(String sql, Splits.Key key) {
        String joined = joined(); // which binds arguments
        return new CompiledRule(joined, sql, key, List.copyOf(arguments));
    }

    private String joined() {
        return joins + eventSql.joins();
    }

    private String sql(Condition condition) {
        int at = nodes.size();
        nodes.add(null);
        ExplainedRule.Node node = switch (condition) {
            case Condition.All all -> said(joined(all.of(), " and "));
            case Condition.Any any -> said(joined(any.of(), " or "));
            case Condition.Not not -> said("not (" + sql(not.of()) + ")");
            case Condition.Member member -> new ExplainedRule.Node(sql(member), seen(member.field()));
            case Condition.Defined defined -> node(defined);
            case Condition.Replenishing replenishing -> node(replenishing);
            case Condition.Tagged tagged -> node(tagged);
            case Condition.Events counted -> node(counted);
            case Condition.InSegment in -> said(sql(in));
        };
        nodes.set(at, node);
        return node.holds();
    }

    String sql(Condition.InSegment in) {
        return in.rule() == null
                ? KEPT.formatted(
                        bind(in.segment().id(), "uuid"), bind(in.segment().version(), "int"))
                : "(" + sql(in.rule()) + ")";
    }

    private static ExplainedRule.Node said(String holds) {
        return new ExplainedRule.Node(holds, null);
    }

    private String joined(List<Condition> of, String word) {
        return of.stream().map(this::sql).collect(Collectors.joining(word, "(", ")"));
    }

    String sql(Condition.Member member) {
        join(FieldSql.join(member.field()));
        String column = FieldSql.column(member.field());
        return switch (member.field().type()) {
            case TEXT -> test(column, "text", member.test());
            case DATE -> date(column, member.test());
            case TIME -> test(column, "timestamptz", member.test());
            case NUMBER, MONEY -> test(column, "bigint", member.test());
            case PROBABILITY -> test(column, "text::numeric", member.test());
            case DAYS -> recency(column, member.test());
            case DAYS_AHEAD -> test(column, "date", ahead(member.test()));
            default -> test(column, "bytea", member.test());
        };
    }

    private static String seen(MemberField field) {
        return field.type() == ValueType.SEALED ? null : FieldSql.column(field);
    }

    /** Once, however many conditions need it. */
    private void join(String other) {
        if (!other.isEmpty() && joined.add(other)) {
            joins.append(other);
        }
    }

    String sql(Condition.Defined defined) {
        return node(defined).holds();
    }

    private ExplainedRule.Node node(Condition.Defined defined) {
        join(FieldSql.MEMBER);
        StoredValue stored = StoredValue.of(defined.attribute());
        String column = stored.in("(p.attributes -> " + bind(defined.attribute().storedKey(), "text") + ")");
        Test test = defined.test();
        String holds = switch (test.value()) {
            case Condition.Near near -> near(degrees(column, "latitude", 90), degrees(column, "longitude", 180), near);
            case List<?> texts when stored.type() == ValueType.TEXTS -> shared(column, test);
            case Integer span -> date(column, test);
            case null, default -> test(column, stored.sqlType(), test);
        };
        return new ExplainedRule.Node(holds, defined.attribute().isSealed() ? null : column);
    }

    /** Of a stored place; null when it is none. */
    private static String degrees(String place, String name, int most) {
        String json = "(" + place + " -> '" + name + "')";
        return "(case when jsonb_typeof(" + json + ") = 'number' then case when abs(" + json + "::numeric) <= " + most
                + " then " + json + "::float8 end end)";
    }

    String near(String latitude, String longitude, Condition.Near near) {
        String km = near.store() == null
                ? Places.km(latitude, longitude, bind(near.latitude(), "float8"), bind(near.longitude(), "float8"))
                : ofStore(latitude, longitude, bind(near.store(), "text"));
        return "coalesce(" + km + " <= " + bind(near.km(), "float8") + ", false)";
    }

    private static String ofStore(String latitude, String longitude, String code) {
        return "(select " + Places.km(latitude, longitude, "o.latitude", "o.longitude")
                + " from store o where o.tenant_id = $1 and o.code = " + code + ")";
    }

    /** Whether a list has one of the texts, or none. */
    private String shared(String list, Test test) {
        String shared = list + " ?| " + bind(test.value(), "text[]");
        return both(list + " is not null", test.operator() == Operator.IN ? shared : "not " + shared);
    }

    String sql(Condition.Replenishing replenishing) {
        return node(replenishing).holds();
    }

    /** It has seen when the first such thing is used up, from the first of the days on. */
    private ExplainedRule.Node node(Condition.Replenishing due) {
        String from = DUE + " and r.due_at >= " + start(-due.fromDay());
        String found = due.skus() == null ? from : from + " and r.sku = any(" + bind(due.skus(), "text[]") + ")";
        return new ExplainedRule.Node(
                "exists (select" + found + " and r.due_at < " + start(-due.toDay() - 1L) + ")",
                "(select min(r.due_at)" + found + ")");
    }

    String sql(Condition.Tagged tagged) {
        return node(tagged).holds();
    }

    private ExplainedRule.Node node(Condition.Tagged tagged) {
        String alias = alias(tagged.tag().key());
        StoredValue stored = StoredValue.of(tagged.tag());
        String value = stored.in(alias + ".value");
        return new ExplainedRule.Node(
                tagged.test().value() == null
                        ? test(alias + ".member_id", "uuid", tagged.test())
                        : test(value, stored.sqlType(), tagged.test()),
                value);
    }

    private String alias(String tag) {
        if (!tagged.containsKey(tag)) {
            tagged.put(tag, "t" + (tagged.size() + 1));
            joins.append(TAGGED.formatted(
                    tagged.get(tag), bind(tag, "text"), CALLED.formatted(bind(time.now(), "timestamptz"))));
        }
        return tagged.get(tag);
    }

    private String date(String column, Test test) {
        if (!(test.value() instanceof Integer span)) {
            return test(column, "date", test);
        }
        return switch (test.operator()) {
            case MONTH_DAY_WITHIN_NEXT -> monthDay(column, 0, span);
            case MONTH_DAY_WITHIN_LAST -> monthDay(column, -span, 0);
            case MONTH_DAY_IN -> monthDay(column, span, span);
            default ->
                both(
                        column + " is not null",
                        "(" + column + " + make_interval(years => " + span + "))::date <= "
                                + bind(time.today(), "date"));
        };
    }

    /** PostgreSQL adds years to 29 February as people do: in a common year it is the 28th. */
    private String monthDay(String column, int from, int to) {
        LocalDate first = time.today().plusDays(from);
        LocalDate last = time.today().plusDays(to);
        String span = " between " + bind(first, "date") + " and " + bind(last, "date");
        String again = IntStream.rangeClosed(first.getYear(), last.getYear())
                .mapToObj(year -> "(%1$s + make_interval(years => %2$d - extract(year from %1$s)::int))::date"
                                .formatted(column, year)
                        + span)
                .collect(Collectors.joining(" or ", "(", ")"));
        return both(column + " is not null", again);
    }

    /** Days since the last order as a span of instants, so that an index on the time could serve it. */
    private String recency(String column, Test test) {
        if (!(test.value() instanceof Long days)) {
            return test(column, "timestamptz", test);
        }
        return switch (test.operator()) {
            case EQ -> both(compare(column, ">=", start(days)), compare(column, "<", start(days - 1)));
            case NE -> "(" + compare(column, "<", start(days)) + " or " + compare(column, ">=", start(days - 1)) + ")";
            case GT -> compare(column, "<", start(days));
            case GTE -> compare(column, "<", start(days - 1));
            case LT -> compare(column, ">=", start(days - 1));
            case LTE -> compare(column, ">=", start(days));
            default -> throw new IllegalStateException("no operator of days: " + test.operator());
        };
    }

    /** Of a date, by how many days it lies ahead. */
    private Test ahead(Test test) {
        return test.value() instanceof Long days
                ? new Test(test.operator(), time.currentDay().plusDays(days))
                : test;
    }

    String zone() {
        return bind(time.zone().getId(), "text");
    }

    String start(long daysAgo) {
        return bind(time.startOfDay(daysAgo), "timestamptz");
    }

    private static String both(String left, String right) {
        return "(" + left + " and " + right + ")";
    }

    private static String compare(String column, String symbol, String operand) {
        return "(" + column + " is not null and " + column + " " + symbol + " " + operand + ")";
    }

    private ExplainedRule.Node node(Condition.Events counted) {
        String total = eventSql.column(counted);
        String operand = bind(counted.value(), counted.total().isTime() ? "timestamptz" : "bigint");
        String orNone = counted.total().isZeroOverNone() ? "coalesce(" + total + ", 0)" : total;
        return new ExplainedRule.Node(
                counted.holdsForNone()
                        ? "(" + orNone + " " + symbol(counted.operator()) + " " + operand + ")"
                        : "((" + total + " " + symbol(counted.operator()) + " " + operand + ") is true)",
                orNone);
    }

    /** The condition's total, whatever its window, over each of the spans of days and over all time. */
    List<String> totals(Condition.Events counted, List<Long> spans) {
        List<String> totals = new ArrayList<>();
        totals.add(EventSql.total(counted.total(), ""));
        spans.forEach(days -> totals.add(
                EventSql.total(counted.total(), " filter (where true" + eventSql.since(days.intValue()) + ")")));
        return eventSql.columns(counted.ever(), totals).stream()
                .map(total -> counted.total().isZeroOverNone() ? "coalesce(" + total + ", 0)" : total)
                .toList();
    }

    String test(String column, String type, Test test) {
        return switch (test.operator()) {
            case EXISTS -> "(" + column + " is not null)";
            case MISSING -> "(" + column + " is null)";
            case IN -> compare(column, "=", "any(" + bind(test.value(), type + "[]") + ")");
            case NOT_IN -> compare(column, "<>", "all(" + bind(test.value(), type + "[]") + ")");
            default -> compare(column, symbol(test.operator()), bind(test.value(), type));
        };
    }

    private static String symbol(Operator comparison) {
        return switch (comparison) {
            case EQ -> "=";
            case NE -> "<>";
            case GT -> ">";
            case GTE -> ">=";
            case LT -> "<";
            case LTE -> "<=";
            default -> throw new IllegalStateException("not a comparison: " + comparison);
        };
    }

    /** Adds an argument; its type is written out, since the server could not always infer it. */
    String bind(Object value, String type) {
        arguments.add(
                switch (value) {
                    case Instant instant -> PointInTime.stored(instant);
                    case List<?> texts -> texts.toArray(String[]::new);
                    case Long number -> number;
                    case BigDecimal number -> number.toString();
                    case Double number -> number;
                    case Integer number -> number;
                    case UUID id -> id;
                    case Boolean flag -> flag;
                    case String text -> text;
                    case LocalDate date -> date;
                    case LocalTime timeOfDay -> timeOfDay;
                    default -> throw new IllegalStateException("no type of a rule's value");
                });
        return "$" + (arguments.size() + 1) + "::" + type;
    }
}
