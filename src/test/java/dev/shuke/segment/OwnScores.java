package dev.shuke.segment;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

/** What members were scored as, what is foretold of them and what they will have used up; each with or without. */
record OwnScores(RandomGenerator random, Moments moments) {
    private static final List<String> TEXTS = List.of("loyal", "new", "dormant");
    private static final List<Double> RISKS = List.of(0.0, 0.1, 0.25, 0.62, 1.0);
    private static final List<String> COMPARISONS = List.of("eq", "ne", "gt", "gte", "lt", "lte");
    private static final List<String> NUMBERS =
            List.of("rfm.r", "rfm.f", "rfm.m", "rfm.score", "clv.expected", "churn.risk", "nextPurchase.inDays");

    /** Null where the member was not scored; a tier can be missing besides. */
    record Rfm(int r, int f, int m, int score, String tier) {}

    /** Each null where no model was in use. */
    record Foretold(Long clv, Double churn, LocalDate nextOn) {}

    record Due(String sku, Instant at) {}

    /** Rfm, stage and what is foretold are null where there is nothing. */
    record Scores(Rfm rfm, String stage, Foretold foretold, List<Due> due) {}

    Scores stored() {
        return new Scores(
                none() ? null : rfm(),
                none() ? null : one(TEXTS),
                none() ? null : new Foretold(none() ? null : amount(), none() ? null : one(RISKS), nextOn()),
                RandomPeople.SKUS.stream()
                        .filter(_ -> random.nextBoolean())
                        .map(sku -> new Due(sku, moments.recent(random).plus(4, ChronoUnit.DAYS)))
                        .toList());
    }

    private Rfm rfm() {
        return new Rfm(rank(), rank(), rank(), 20 * rank(), none() ? null : one(TEXTS));
    }

    private LocalDate nextOn() {
        return none()
                ? null
                : LocalDate.ofInstant(moments.now(), moments.zone()).plusDays(random.nextInt(-4, 5));
    }

    /** A leaf of a rule. */
    ObjectNode rule() {
        return switch (random.nextInt(4)) {
            case 0 -> replenishment();
            case 1 -> text();
            default -> number();
        };
    }

    private ObjectNode replenishment() {
        int from = random.nextInt(-3, 7);
        ObjectNode rule = instance.objectNode().put("type", "replenishment").put("fromDay", from);
        if (random.nextBoolean()) {
            rule.put("toDay", random.nextInt(from, 8));
        }
        if (random.nextBoolean()) {
            rule.putArray("skus").add(one(RandomPeople.SKUS)).add(one(RandomPeople.SKUS));
        }
        return rule;
    }

    private ObjectNode text() {
        ObjectNode rule = metric(random.nextBoolean() ? "rfm.tier" : "lifecycle.stage");
        String op = one(List.of("eq", "ne", "in", "notIn", "exists", "missing"));
        rule.put("op", op);
        if (op.endsWith("n") || op.endsWith("In")) {
            ArrayNode list = rule.putArray("value");
            list.add(one(TEXTS)).add(one(TEXTS));
        } else if (op.length() == 2) {
            rule.put("value", one(TEXTS));
        }
        return rule;
    }

    private ObjectNode number() {
        String name = one(NUMBERS);
        ObjectNode rule = metric(name);
        if (random.nextInt(6) == 0) {
            return rule.put("op", random.nextBoolean() ? "exists" : "missing");
        }
        rule.put("op", one(COMPARISONS));
        return switch (name) {
            case "rfm.score" -> rule.put("value", 20 * rank());
            case "clv.expected" -> rule.put("value", amount());
            case "churn.risk" -> rule.put("value", one(RISKS));
            case "nextPurchase.inDays" -> rule.put("value", random.nextInt(-4, 5));
            default -> rule.put("value", rank());
        };
    }

    private static ObjectNode metric(String name) {
        return instance.objectNode().put("type", "metric").put("metric", name);
    }

    /** What a leaf about texts compares; null when it is missing. */
    static String text(String metric, Scores of) {
        if (metric.equals("lifecycle.stage")) {
            return of.stage();
        }
        return of.rfm() == null ? null : of.rfm().tier();
    }

    /** What a leaf about numbers compares; null when it is missing. */
    static BigDecimal number(String metric, Scores of, LocalDate today) {
        return switch (metric.substring(0, metric.indexOf('.'))) {
            case "rfm" -> of.rfm() == null ? null : BigDecimal.valueOf(rfm(metric, of.rfm()));
            case "clv" ->
                of.foretold() == null || of.foretold().clv() == null
                        ? null
                        : number(of.foretold().clv());
            case "churn" -> of.foretold() == null || of.foretold().churn() == null ? null : risk(of.foretold());
            default ->
                of.foretold() == null || of.foretold().nextOn() == null
                        ? null
                        : number(of.foretold().nextOn().toEpochDay() - today.toEpochDay());
        };
    }

    private static BigDecimal risk(Foretold foretold) {
        return new BigDecimal(foretold.churn().toString());
    }

    private static BigDecimal number(long whole) {
        return BigDecimal.valueOf(whole);
    }

    private static int rfm(String metric, Rfm rfm) {
        return switch (metric) {
            case "rfm.r" -> rfm.r();
            case "rfm.f" -> rfm.f();
            case "rfm.m" -> rfm.m();
            default -> rfm.score();
        };
    }

    /** Whether one of the products is used up on one of the days. */
    static boolean due(JsonNode rule, List<Due> due, ZoneId zone, LocalDate today) {
        int from = rule.get("fromDay").asInt();
        int to = rule.path("toDay").asInt(from);
        List<String> skus =
                RuleOracle.stream(rule.get("skus")).map(JsonNode::asText).toList();
        return due.stream()
                .filter(one -> skus.isEmpty() || skus.contains(one.sku()))
                .map(one -> ChronoUnit.DAYS.between(today, LocalDate.ofInstant(one.at(), zone)))
                .anyMatch(day -> day >= from && day <= to);
    }

    private boolean none() {
        return random.nextInt(4) == 0;
    }

    private int rank() {
        return random.nextInt(1, 6);
    }

    private long amount() {
        return random.nextInt(1, 5) * 1000L;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
