package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.segment.RuleOracle.Fact;
import dev.shuke.segment.RuleOracle.Item;
import dev.shuke.segment.RuleOracle.Person;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which events of a person an event leaf is about, and what it makes of them, for {@link RuleOracle}. */
record Occasions(JsonNode rule, Person person, Instant asOf) {

    /** Whether the event is as the leaf says, apart from its type and time. */
    boolean matches(Fact fact) {
        boolean ofEvent = wheres().filter(where -> !ofItem(where)).allMatch(where -> ofEvent(where, fact));
        boolean contains = RuleOracle.stream(rule.get("containing"))
                .allMatch(item -> fact.items().stream().anyMatch(one -> meets(item.get("where"), one)));
        boolean asksForItems = wheres().anyMatch(Occasions::ofItem) || sameItem();
        return ofEvent
                && contains
                && (!asksForItems || !items(fact).isEmpty())
                && (sameItem() || !rule.has("unless") || later(fact).findAny().isEmpty());
    }

    private Stream<JsonNode> wheres() {
        return RuleOracle.stream(rule.get("where"));
    }

    private boolean sameItem() {
        return rule.path("unless").has("same");
    }

    private static boolean ofItem(JsonNode where) {
        return where.get("field").asText().startsWith("items.");
    }

    private static boolean ofEvent(JsonNode where, Fact fact) {
        if (where.get("op").asText().equals("withinKm")) {
            return fact.store() != null && OwnPlaces.near(OwnPlaces.STORES.get(fact.store()), where.get("value"));
        }
        String seen = switch (where.get("field").asText()) {
            case "store" -> fact.store();
            case "channel" -> fact.channel();
            case "paymentMethod" -> fact.payment();
            default -> throw new IllegalArgumentException(where.toString());
        };
        return RuleOracle.text(where, seen);
    }

    private static boolean meets(JsonNode conditions, Item item) {
        return RuleOracle.stream(conditions)
                .filter(Occasions::ofItem)
                .allMatch(where -> RuleOracle.text(
                        where, where.get("field").asText().equals("items.sku") ? item.sku() : item.category()));
    }

    /** Those that meet every condition on items, and were in no later event if that is asked. */
    private List<Item> items(Fact fact) {
        return fact.items().stream()
                .filter(item -> meets(rule.get("where"), item))
                .filter(item -> !sameItem()
                        || later(fact).flatMap(after -> after.items().stream()).noneMatch(after -> same(item, after)))
                .toList();
    }

    private boolean same(Item item, Item after) {
        return rule.get("unless").get("same").asText().equals("sku")
                ? item.sku().equals(after.sku())
                : item.category() != null && item.category().equals(after.category());
    }

    private Stream<Fact> later(Fact fact) {
        JsonNode unless = rule.get("unless");
        Instant end = unless.has("within")
                ? fact.at()
                        .plus(Duration.ofHours(
                                24L * unless.get("within").get("days").asInt()))
                : Instant.MAX;
        return person.facts().stream()
                .filter(after -> after.correction() == null)
                .filter(after -> after.type().equals(unless.get("event").asText()))
                .filter(after -> after.at().isAfter(fact.at()))
                .filter(after -> !after.at().isAfter(asOf) && !after.at().isAfter(end));
    }

    /** A {@link BigDecimal} or an {@link Instant}; null when there is none. */
    Object total(List<Fact> found) {
        JsonNode aggregate = rule.get("aggregate");
        String fn = aggregate == null ? "count" : aggregate.get("fn").asText();
        String field = aggregate == null ? "" : aggregate.path("field").asText();
        List<BigDecimal> amounts =
                values(found, Fact::amount).map(BigDecimal::valueOf).toList();
        return switch (fn) {
            case "count" -> BigDecimal.valueOf(found.size());
            case "sum" -> field.equals("amount") ? sum(amounts) : sum(ofItems(found, field));
            case "avg" ->
                amounts.isEmpty()
                        ? null
                        : sum(amounts).divide(BigDecimal.valueOf(amounts.size()), MathContext.DECIMAL128);
            case "min" -> amounts.stream().min(BigDecimal::compareTo).orElse(null);
            case "max" -> amounts.stream().max(BigDecimal::compareTo).orElse(null);
            case "distinct" -> BigDecimal.valueOf(texts(found, field).distinct().count());
            case "first" -> values(found, Fact::at).min(Instant::compareTo).orElse(null);
            case "last" -> values(found, Fact::at).max(Instant::compareTo).orElse(null);
            default -> throw new IllegalArgumentException(rule.toString());
        };
    }

    private List<BigDecimal> ofItems(List<Fact> found, String field) {
        return found.stream()
                .flatMap(fact -> items(fact).stream())
                .filter(item -> field.equals("items.quantity") || item.price() != null)
                .map(item -> field.equals("items.quantity")
                        ? BigDecimal.valueOf(item.quantity())
                        : BigDecimal.valueOf(item.price()).multiply(BigDecimal.valueOf(item.quantity())))
                .toList();
    }

    private Stream<String> texts(List<Fact> found, String field) {
        return switch (field) {
            case "store" -> values(found, Fact::store);
            case "channel" -> values(found, Fact::channel);
            case "items.sku" ->
                found.stream().flatMap(fact -> items(fact).stream()).map(Item::sku);
            default ->
                found.stream()
                        .flatMap(fact -> items(fact).stream())
                        .map(Item::category)
                        .filter(Objects::nonNull);
        };
    }

    private static <T> Stream<T> values(List<Fact> found, Function<Fact, T> of) {
        return found.stream().map(of).filter(Objects::nonNull);
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
