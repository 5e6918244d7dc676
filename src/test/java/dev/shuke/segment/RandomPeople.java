package dev.shuke.segment;

import dev.shuke.segment.RuleOracle.Fact;
import dev.shuke.segment.RuleOracle.Item;
import dev.shuke.segment.RuleOracle.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Members whose values come from small sets and whose times lie on edges, so that rules hit them and just miss them. */
record RandomPeople(RandomGenerator random, Moments moments) {
    static final List<String> TYPES = List.of("order.paid", "store.visited");
    static final List<String> STORES = List.of("S-01", "S-02", "S-03");
    static final List<String> CHANNELS = List.of("store", "wechat");
    static final List<String> PAYMENTS = List.of("wechat_pay", "alipay", "cash");
    static final List<String> SKUS = List.of("A1", "A2", "B1", "B2");
    static final List<String> CATEGORIES = List.of("tea", "milk", "it's \\ \"odd\" $1");
    static final List<String> CITIES = List.of("Shanghai", "上海", "London");
    static final List<String> GENDERS = List.of("female", "male", "other");
    static final List<LocalDate> BIRTHDAYS =
            List.of(LocalDate.parse("1990-05-01"), LocalDate.parse("1990-05-02"), LocalDate.parse("2000-02-29"));

    /** @param ids of members; the same ids may be given to another tenant */
    List<Person> people(List<UUID> ids, List<UUID> eventIds) {
        return IntStream.range(0, ids.size())
                .mapToObj(i -> person(ids.get(i), eventIds.subList(i * 30, i * 30 + 30)))
                .toList();
    }

    private Person person(UUID id, List<UUID> eventIds) {
        boolean bought = random.nextInt(4) > 0;
        return new Person(
                id,
                random.nextInt(10) == 0,
                maybe(GENDERS),
                maybe(BIRTHDAYS),
                maybe(CITIES),
                random.nextBoolean(),
                random.nextBoolean(),
                moments.near(random),
                bought ? random.nextInt(1, 5) : 0,
                bought ? random.nextInt(1, 5) * 1000L : 0,
                bought ? moments.near(random) : null,
                bought ? (random.nextBoolean() ? moments.recent(random) : moments.near(random)) : null,
                new OwnAttributes(random, moments).stored(),
                new OwnTags(random).words(id),
                new OwnScores(random, moments).stored(),
                facts(eventIds));
    }

    private List<Fact> facts(List<UUID> ids) {
        int events = random.nextInt(5) == 0 ? 0 : random.nextInt(ids.size());
        return ids.stream().limit(events).map(this::fact).toList();
    }

    private Fact fact(UUID id) {
        Instant at = moments.near(random);
        List<Item> items = IntStream.range(0, random.nextInt(4))
                .mapToObj(line -> new Item(one(SKUS), maybe(CATEGORIES), random.nextInt(1, 4), price()))
                .toList();
        return new Fact(
                id,
                one(TYPES),
                at,
                maybe(STORES),
                maybe(CHANNELS),
                maybe(PAYMENTS),
                random.nextInt(4) == 0 ? null : random.nextInt(5) * 100L,
                random.nextInt(6) == 0 ? new UUID(random.nextLong(), random.nextLong()) : null,
                items);
    }

    private Long price() {
        return switch (random.nextInt(50)) {
            case 0 -> HUGE;
            case 1, 2, 3, 4, 5 -> null;
            default -> random.nextInt(4) * 100L;
        };
    }

    /** Times a quantity, beyond what a bigint holds. */
    private static final long HUGE = Long.MAX_VALUE;

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T maybe(List<T> values) {
        return random.nextInt(4) == 0 ? null : one(values);
    }
}
