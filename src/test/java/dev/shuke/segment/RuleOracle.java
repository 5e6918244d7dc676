package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The meaning of rules, said once more and differently: over plain rows in memory, from the JSON that a caller sends,
 * sharing no code with the checker and the compiler.
 */
record RuleOracle(ZoneId zone, Instant asOf, Instant now) {

    /** One line of an order. */
    record Item(String sku, String category, int quantity, Long price) {}

    /**
     * A fact about a member.
     *
     * @param correction the id of the event that took its place, null while it counts
     */
    record Fact(
            UUID id,
            String type,
            Instant at,
            String store,
            String channel,
            String payment,
            Long amount,
            UUID correction,
            List<Item> items) {}

    /** A member, with metrics and further attributes as they are stored. */
    record Person(
            UUID id,
            boolean restricted,
            String gender,
            LocalDate birthday,
            String city,
            boolean named,
            boolean mailed,
            Instant createdAt,
            long frequency,
            long monetary,
            Instant firstOrderAt,
            Instant lastOrderAt,
            JsonNode attributes,
            List<Word> words,
            OwnScores.Scores scores,
            List<Fact> facts) {}

    /**
     * What was said of a member's tag.
     *
     * @param age in days; the younger of two from one source counts
     */
    record Word(
            String slot,
            UUID origin,
            String tag,
            JsonNode value,
            boolean removed,
            int rank,
            int age,
            Instant expiresAt) {}

    /** Whether the member is in an answer for the purpose service. */
    boolean admits(JsonNode rule, Person person) {
        return !person.restricted() && holds(rule, person);
    }

    /** Whatever the purpose. */
    boolean holds(JsonNode rule, Person person) {
        return switch (rule.get("type").asText()) {
            case "all" -> stream(rule.get("of")).allMatch(part -> holds(part, person));
            case "any" -> stream(rule.get("of")).anyMatch(part -> holds(part, person));
            case "not" -> !holds(rule.get("of"), person);
            case "event" -> event(rule, person);
            case "attribute" -> attribute(rule, person);
            case "metric" -> metric(rule, person);
            case "segment" -> holds(OwnSegments.RULES.get(rule.get("segment").asText()), person);
            case "replenishment" ->
                OwnScores.due(
                        rule, person.scores().due(), zone, now.atZone(zone).toLocalDate());
            case "tag" -> OwnTags.holds(rule, person.words(), now);
            default -> throw new IllegalArgumentException(rule.toString());
        };
    }

    /** What an event leaf compares: a number or a time, null when there is neither. */
    Object total(JsonNode rule, Person person) {
        return new Occasions(rule, person, asOf).total(found(rule, person));
    }

    private List<Fact> found(JsonNode rule, Person person) {
        Occasions occasions = new Occasions(rule, person, asOf);
        return person.facts().stream()
                .filter(fact -> fact.correction() == null)
                .filter(fact -> fact.type().equals(rule.get("event").asText()))
                .filter(fact -> fact.at().compareTo(asOf) <= 0)
                .filter(fact -> inWindow(rule, fact.at()))
                .filter(fact -> new DateOracle(zone, asOf).at(rule.get("at"), fact.at()))
                .filter(occasions::matches)
                .toList();
    }

    private boolean event(JsonNode rule, Person person) {
        String op = rule.get("op").asText();
        if (op.equals("none")) {
            return found(rule, person).isEmpty();
        }
        return switch (total(rule, person)) {
            case null -> false;
            case Instant at -> ordered(op, at.compareTo(time(rule.get("value"))));
            case BigDecimal number ->
                ordered(op, number.compareTo(rule.get("value").decimalValue()));
            default -> throw new IllegalStateException();
        };
    }

    private boolean inWindow(JsonNode rule, Instant at) {
        if (rule.has("between")) {
            Instant from = time(rule.get("between").get("from"));
            Instant to = time(rule.get("between").get("to"));
            return !at.isBefore(from) && at.isBefore(to);
        }
        return new DateOracle(zone, asOf).inWindow(rule, at);
    }

    private boolean attribute(JsonNode rule, Person person) {
        return switch (rule.get("attribute").asText()) {
            case "gender" -> text(rule, person.gender());
            case "city" -> text(rule, person.city());
            case "birthday" -> birthday(rule, person.birthday());
            case "createdAt" -> compared(rule, person.createdAt(), RuleOracle::time);
            case "name" -> rule.get("op").asText().equals("exists") == person.named();
            case "email" -> rule.get("op").asText().equals("exists") == person.mailed();
            default -> AttributeOracle.holds(rule, person.attributes(), new DateOracle(zone, asOf));
        };
    }

    private boolean birthday(JsonNode rule, LocalDate birthday) {
        String op = rule.get("op").asText();
        return DateOracle.DATE_OPS.contains(op)
                ? new DateOracle(zone, asOf).holds(op, rule.get("value").asInt(), birthday)
                : compared(rule, birthday, value -> LocalDate.parse(value.asText()));
    }

    private boolean metric(JsonNode rule, Person person) {
        return switch (rule.get("metric").asText()) {
            case "frequency" -> compared(rule, person.frequency(), JsonNode::asLong);
            case "monetary" -> compared(rule, person.monetary(), JsonNode::asLong);
            case "recencyDays" -> compared(rule, recency(person), JsonNode::asLong);
            case "firstOrderAt" -> compared(rule, person.firstOrderAt(), RuleOracle::time);
            case "lastOrderAt" -> compared(rule, person.lastOrderAt(), RuleOracle::time);
            case "rfm.tier", "lifecycle.stage" ->
                text(rule, OwnScores.text(rule.get("metric").asText(), person.scores()));
            default ->
                compared(
                        rule,
                        OwnScores.number(
                                rule.get("metric").asText(),
                                person.scores(),
                                now.atZone(zone).toLocalDate()),
                        JsonNode::decimalValue);
        };
    }

    private Long recency(Person person) {
        return person.lastOrderAt() == null
                ? null
                : ChronoUnit.DAYS.between(
                        person.lastOrderAt().atZone(zone).toLocalDate(),
                        now.atZone(zone).toLocalDate());
    }

    private static <T extends Comparable<? super T>> boolean compared(
            JsonNode rule, T seen, java.util.function.Function<JsonNode, T> read) {
        String op = rule.get("op").asText();
        if (op.equals("missing") || op.equals("exists")) {
            return op.equals("missing") == (seen == null);
        }
        return seen != null && ordered(op, seen.compareTo(read.apply(rule.get("value"))));
    }

    private static boolean ordered(String op, int sign) {
        return switch (op) {
            case "eq" -> sign == 0;
            case "ne" -> sign != 0;
            case "gt" -> sign > 0;
            case "gte" -> sign >= 0;
            case "lt" -> sign < 0;
            case "lte" -> sign <= 0;
            default -> throw new IllegalArgumentException(op);
        };
    }

    static boolean text(JsonNode test, String seen) {
        String op = test.get("op").asText();
        if (seen == null) {
            return op.equals("missing");
        }
        return switch (op) {
            case "exists" -> true;
            case "missing" -> false;
            case "eq" -> seen.equals(test.get("value").asText());
            case "ne" -> !seen.equals(test.get("value").asText());
            case "in" -> stream(test.get("value")).anyMatch(value -> seen.equals(value.asText()));
            case "notIn" -> stream(test.get("value")).noneMatch(value -> seen.equals(value.asText()));
            default -> throw new IllegalArgumentException(op);
        };
    }

    private static Instant time(JsonNode value) {
        return OffsetDateTime.parse(value.asText()).toInstant();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return array == null ? Stream.of() : StreamSupport.stream(array.spliterator(), false);
    }
}
