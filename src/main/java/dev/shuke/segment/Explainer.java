package dev.shuke.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.AmountBand;
import dev.shuke.platform.privacy.Birthday;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.privacy.Sight;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts what the nodes of a rule have said of one member into the rule's own shape. Whoever gets it may ask about every
 * field of the rule; a value is shown as the caller sees it elsewhere.
 */
final class Explainer {
    /** Minor units, beyond which an amount has no band. */
    private static final long MOST = 1_000_000_000_000_000_000L;

    private final ExplainedRule.Answer answer;
    private final FieldPolicy policy;
    private final String currency;
    private final RuleTime time;
    private final ObjectMapper mapper;
    private int next;

    Explainer(ExplainedRule.Answer answer, FieldPolicy policy, String currency, RuleTime time, ObjectMapper mapper) {
        this.answer = answer;
        this.policy = policy;
        this.currency = currency;
        this.time = time;
        this.mapper = mapper;
    }

    /** @param condition what the rule was checked to be */
    Explanation.Node node(Rule rule, Condition condition) {
        int at = next++;
        return switch (condition) {
            case Condition.All all -> whole("all", at, parts(((Rule.All) rule).of(), all.of()));
            case Condition.Any any -> whole("any", at, parts(((Rule.Any) rule).of(), any.of()));
            case Condition.Not not -> whole("not", at, List.of(node(((Rule.Not) rule).of(), not.of())));
            case Condition.Member member -> leaf(field(member), at, rule, of(member.field(), seen(at)));
            case Condition.Defined defined ->
                leaf("attribute", at, rule, amount(defined.attribute().sensitivity(), seen(at)));
            case Condition.Replenishing replenishing -> leaf("replenishment", at, rule, time(seen(at)));
            case Condition.Tagged tagged -> leaf("tag", at, rule, seen(at));
            case Condition.Events events -> leaf("event", at, rule, of(events.total(), seen(at)));
            case Condition.InSegment in -> new Explanation.Node("segment", answer.holds()[at], named(in), rule, null);
        };
    }

    /** What the named segment's rule came to; null for one that keeps its members. */
    private List<Explanation.Node> named(Condition.InSegment in) {
        return in.rule() == null ? null : List.of(node(in.segment().rule(), in.rule()));
    }

    private List<Explanation.Node> parts(List<Rule> rules, List<Condition> conditions) {
        return IntStream.range(0, rules.size())
                .mapToObj(i -> node(rules.get(i), conditions.get(i)))
                .toList();
    }

    private Explanation.Node whole(String type, int at, List<Explanation.Node> of) {
        return new Explanation.Node(type, answer.holds()[at], of, null, null);
    }

    private Explanation.Node leaf(String type, int at, Rule rule, Object observed) {
        return new Explanation.Node(type, answer.holds()[at], null, rule, observed);
    }

    private static String field(Condition.Member member) {
        return member.field().group() == MemberField.Group.METRIC ? "metric" : "attribute";
    }

    /** Null when there is nothing. */
    private JsonNode seen(int at) {
        try {
            String json = answer.seen()[at];
            return json == null ? null : mapper.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the database writes JSON", impossible);
        }
    }

    private Object of(MemberField field, JsonNode seen) {
        if (seen == null) {
            return null;
        }
        return switch (field.type()) {
            case DATE -> new Birthday(LocalDate.parse(seen.textValue()));
            case TIME -> instant(seen);
            case DAYS -> days(instant(seen));
            case DAYS_AHEAD -> ChronoUnit.DAYS.between(time.currentDay(), LocalDate.parse(seen.textValue()));
            case MONEY -> amount(FieldGroup.AMOUNT, seen);
            default -> seen;
        };
    }

    private Object of(Total total, JsonNode seen) {
        if (seen != null && total.isTime()) {
            return instant(seen);
        }
        return total.isAmount() ? amount(FieldGroup.AMOUNT, seen) : seen;
    }

    private Object amount(FieldGroup group, JsonNode seen) {
        if (seen == null || group != FieldGroup.AMOUNT || policy.sight(group).atLeast(Sight.FULL)) {
            return seen;
        }
        long amount = (long) Math.min(seen.doubleValue(), MOST);
        return AmountBand.of(new Money(amount, currency));
    }

    private static Instant time(JsonNode seen) {
        return seen == null ? null : instant(seen);
    }

    private static Instant instant(JsonNode seen) {
        return OffsetDateTime.parse(seen.textValue()).toInstant();
    }

    private long days(Instant instant) {
        return ChronoUnit.DAYS.between(LocalDate.ofInstant(instant, time.zone()), time.currentDay());
    }
}
