package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BodyErrors;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleCheckerTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String EVENT = "{\"type\":\"event\",\"event\":\"order.paid\",\"op\":\"gte\",\"value\":3}";
    private static final String OPS = "must be one of eq, ne, gt, gte, lt, lte, none";

    /** As the body's field, so that pointers are those that callers see. */
    private record Body(Rule rule) {}

    private static List<FieldError> errors(String rule) {
        ApiException invalid = catchThrowableOfType(ApiException.class, () -> check(rule));
        return invalid == null ? List.of() : invalid.errors();
    }

    private static Condition check(String rule) throws JsonProcessingException {
        try {
            return RuleChecker.check(
                    MAPPER.readValue("{\"rule\":" + rule + "}", Body.class).rule(), Readers.owner());
        } catch (JacksonException unreadable) {
            throw BodyErrors.of(unreadable);
        }
    }

    private static String event(String change, String to) {
        return EVENT.replace(change, to);
    }

    private static String where(String where) {
        return event("\"op\"", "\"where\":" + where + ",\"op\"");
    }

    private static String with(String field) {
        return event("\"op\"", field + ",\"op\"");
    }

    private static String attribute(String rest) {
        return "{\"type\":\"attribute\"," + rest + "}";
    }

    private static String metric(String rest) {
        return "{\"type\":\"metric\"," + rest + "}";
    }

    private static String due(String rest) {
        return "{\"type\":\"replenishment\"," + rest + "}";
    }

    private static String texts(int count, String text) {
        return Stream.generate(() -> '"' + text + '"').limit(count).collect(Collectors.joining(",", "[", "]"));
    }

    static Stream<Arguments> badRules() {
        String textOps = "must be one of eq, ne, in, notIn, exists, missing";
        String orderedOps = "must be one of eq, ne, gt, gte, lt, lte, exists, missing";
        String time = "must be an RFC 3339 time such as 2026-05-01T08:30:00Z";
        String between = "\"between\":{\"from\":\"2026-05-01T00:00:00Z\",\"to\":\"2026-05-01T00:00:00Z\"}";
        return Stream.of(
                // nodes
                bad("null", "", "must be a rule"),
                bad("{\"type\":\"segment\",\"segment\":\"x\"}", "/segment", "must be the key or the id of a segment"),
                bad("{\"type\":\"segment\"}", "/segment", "must be the key or the id of a segment"),
                bad("{\"type\":\"other\",\"segment\":\"x\"}", "/type", types()),
                bad("{\"type\":\"tag\",\"tag\":\"x\",\"op\":\"has\"}", "/tag", "must be the key of a tag"),
                bad("{\"of\":[]}", "/type", types()),
                bad("{\"type\":\"all\",\"of\":[" + EVENT + ",{\"type\":\"other\"}]}", "/of/1/type", types()),
                bad("{\"type\":\"all\",\"of\":[]}", "/of", "must be a list of at least one rule"),
                bad("{\"type\":\"any\"}", "/of", "must be a list of at least one rule"),
                bad("{\"type\":\"any\",\"of\":[null]}", "/of/0", "must be a rule"),
                bad("{\"type\":\"any\",\"of\":7}", "/of", "must be an array"),
                bad("{\"type\":\"not\"}", "/of", "must be a rule"),
                bad("{\"type\":\"not\",\"of\":" + EVENT + ",\"x\":1}", "/x", "is not a field here; known: of"),
                bad(nots(16) + EVENT + "}".repeat(16), "/of".repeat(16), "is too deep: a rule may be nested 16 deep"),
                bad(
                        "{\"type\":\"all\",\"of\":["
                                + Stream.generate(() -> EVENT).limit(100).collect(Collectors.joining(",")) + "]}",
                        "",
                        "must have at most 100 nodes"),
                // events
                bad(event("\"order.paid\"", "null"), "/event", "must be the type of an event, such as order.paid"),
                bad(event("order.paid", ""), "/event", "must not be empty"),
                bad(event("order.paid", "x".repeat(201)), "/event", "must have at most 200 characters"),
                bad(event("order.paid", "x\\u0000"), "/event", "must not contain control characters"),
                bad(event("\"gte\"", "\"between\""), "/op", OPS),
                bad(event("\"gte\"", "null"), "/op", OPS),
                bad(event("\"gte\"", "\"in\""), "/op", OPS),
                bad(event(":3", ":3.5"), "/value", "must be a whole number"),
                bad(event(":3", ":\"3\""), "/value", "must be a whole number"),
                bad(event(":3", ":9223372036854775808"), "/value", "must be a whole number"),
                bad(event(":3", ":[3]"), "/value", "must be a whole number"),
                bad(event(":3", ":null"), "/value", "must be given"),
                bad(event("\"gte\"", "\"none\""), "/value", "must not be given for none"),
                bad(with("\"within\":{\"days\":0}"), "/within/days", "must be a whole number from 1 to 3650"),
                bad(with("\"within\":{\"days\":3651}"), "/within/days", "must be a whole number from 1 to 3650"),
                bad(with("\"within\":{}"), "/within/days", "must be a whole number from 1 to 3650"),
                bad(
                        with("\"within\":{\"days\":99999999999}"),
                        "/within/days",
                        "must be a number in range and without quotes"),
                bad(with("\"within\":{\"days\":1}," + between), "/between", "must not be given beside within"),
                bad(with(between), "/between/to", "must be later than from"),
                bad(with(between.replace("2026-05-01T00:00:00Z\"}", "x\"}")), "/between/to", time),
                bad(with("\"between\":{\"to\":\"2026-05-01T00:00:00Z\"}"), "/between/from", "must be given"),
                bad(with("\"between\":{\"from\":\"2026-05-01T00:00:00Z\"}"), "/between/to", "must be given"),
                bad(with("\"between\":{\"from\":\"+999999999-01-01T00:00:00Z\"}"), "/between/from", time),
                bad(
                        with("\"aggregate\":{\"fn\":\"median\"}"),
                        "/aggregate/fn",
                        "must be one of count, sum, avg, min, max, distinct, first, last"),
                bad(with("\"aggregate\":{\"fn\":\"avg\"}"), "/aggregate/field", "must be one of amount"),
                bad(
                        with("\"aggregate\":{\"fn\":\"distinct\",\"field\":\"amount\"}"),
                        "/aggregate/field",
                        "must be one of store, channel, items.sku, items.category"),
                bad(with("\"aggregate\":{\"fn\":\"first\"}"), "/value", time),
                bad(
                        with("\"aggregate\":{}"),
                        "/aggregate/fn",
                        "must be one of count, sum, avg, min, max, distinct, first, last"),
                bad(with("\"containing\":[{}]"), "/containing/0/where", "must be a list of at least one condition"),
                bad(
                        with("\"containing\":[{\"where\":[{\"field\":\"store\",\"op\":\"exists\"}]}]"),
                        "/containing/0/where/0/field",
                        "must be one of items.sku, items.category"),
                bad(
                        with("\"containing\":[null,null,null,null,null,null]"),
                        "/containing",
                        "must have at most 5 entries"),
                bad(with("\"unless\":{}"), "/unless/event", "must be the type of an event, such as order.paid"),
                bad(
                        with("\"unless\":{\"event\":\"order.paid\",\"same\":\"store\"}"),
                        "/unless/same",
                        "must be one of sku, category"),
                bad(
                        with("\"unless\":{\"event\":\"order.paid\",\"within\":{\"days\":0}}"),
                        "/unless/within/days",
                        "must be a whole number from 1 to 3650"),
                bad(where("[{\"field\":\"channel\",\"op\":\"withinKm\",\"value\":{}}]"), "/where/0/op", textOps),
                bad(
                        where("[{\"field\":\"store\",\"op\":\"withinKm\",\"value\":\"S-01\"}]"),
                        "/where/0/value",
                        "must name a place"),
                bad(
                        where("[{\"field\":\"store\",\"op\":\"eq\",\"value\":{\"km\":1,\"store\":\"S\"}}]"),
                        "/where/0/value",
                        "must be a text"),
                bad(
                        where("[{\"field\":\"store\",\"op\":\"withinKm\",\"value\":{\"km\":0,\"store\":\"S\"}}]"),
                        "/where/0/value",
                        "must have a km above 0"),
                bad(
                        where(
                                "[{\"field\":\"store\",\"op\":\"withinKm\",\"value\":{\"km\":1,\"latitude\":91,\"longitude\":0}}]"),
                        "/where/0/value",
                        "must have a latitude from -90 to 90"),
                bad(
                        where("[{\"field\":\"store\",\"op\":\"withinKm\",\"value\":{\"km\":1,\"latitude\":9}}]"),
                        "/where/0/value",
                        "must have km, and either latitude and longitude or the code of a store"),
                bad(
                        with("\"aggregate\":{\"fn\":\"sum\"}"),
                        "/aggregate/field",
                        "must be one of amount, items.amount, items.quantity"),
                bad(
                        with("\"aggregate\":{\"fn\":\"count\",\"field\":\"amount\"}"),
                        "/aggregate/field",
                        "must not be given for count"),
                bad(
                        "{\"type\":\"event\",\"event\":\"x\",\"op\":\"none\","
                                + "\"aggregate\":{\"fn\":\"sum\",\"field\":\"amount\"}}",
                        "/aggregate",
                        "must not be given for none"),
                bad(
                        where("[{\"field\":\"items.price\",\"op\":\"eq\",\"value\":\"x\"}]"),
                        "/where/0/field",
                        "must be one of store, channel, paymentMethod, items.sku, items.category"),
                bad(where("[null]"), "/where/0", "must be a condition"),
                bad(
                        where("[{\"field\":\"store\",\"op\":\"gt\",\"value\":\"x\"}]"),
                        "/where/0/op",
                        textOps + ", withinKm"),
                bad(where("[{\"field\":\"store\",\"op\":\"eq\",\"value\":1}]"), "/where/0/value", "must be a text"),
                bad(where("[{\"field\":\"store\",\"op\":\"eq\"}]"), "/where/0/value", "must be given"),
                bad(where(list("\"x\"")), "/where/0/value", "must be a list of 1 to 500 values"),
                bad(where(list("[]")), "/where/0/value", "must be a list of 1 to 500 values"),
                bad(where(list(texts(501, "x"))), "/where/0/value", "must be a list of 1 to 500 values"),
                bad(where(list("[\"x\",1]")), "/where/0/value/1", "must be a text"),
                bad(where(list("[\"\\u0007x\"]")), "/where/0/value/0", "must not contain control characters"),
                bad(where(list("[\"x\",\"\\ud800\"]")), "/where/0/value/1", "must not contain control characters"),
                bad(
                        where("[" + "{\"field\":\"store\",\"op\":\"exists\"},".repeat(20)
                                + "{\"field\":\"store\",\"op\":\"exists\"}]"),
                        "/where",
                        "must have at most 20 conditions"),
                // attributes and metrics
                bad(
                        attribute("\"attribute\":\"phone\",\"op\":\"eq\",\"value\":\"1\""),
                        "/attribute",
                        "must be one of gender, city, birthday, createdAt, name, email, or the key of a defined attribute"),
                bad(
                        attribute("\"op\":\"exists\""),
                        "/attribute",
                        "must be one of gender, city, birthday, createdAt, name, email, or the key of a defined attribute"),
                bad(
                        attribute("\"attribute\":\"frequency\",\"op\":\"exists\""),
                        "/attribute",
                        "must be one of gender, city, birthday, createdAt, name, email, or the key of a defined attribute"),
                bad(
                        attribute("\"attribute\":\"name\",\"op\":\"eq\",\"value\":\"张\""),
                        "/op",
                        "must be one of exists, missing"),
                bad(attribute("\"attribute\":\"city\",\"op\":\"gt\",\"value\":\"x\""), "/op", textOps),
                bad(
                        attribute("\"attribute\":\"city\",\"op\":\"exists\",\"value\":\"x\""),
                        "/value",
                        "must not be given for exists"),
                bad(
                        attribute("\"attribute\":\"createdAt\",\"op\":\"monthDayWithinNext\",\"value\":7"),
                        "/op",
                        orderedOps),
                bad(
                        attribute("\"attribute\":\"birthday\",\"op\":\"monthDayWithinNext\",\"value\":366"),
                        "/value",
                        "must be from 0 to 365"),
                bad(
                        attribute("\"attribute\":\"birthday\",\"op\":\"monthDayIn\",\"value\":\"x\""),
                        "/value",
                        "must be a whole number"),
                bad(attribute("\"attribute\":\"birthday\",\"op\":\"olderThanYears\""), "/value", "must be given"),
                bad(
                        with("\"calendar\":{\"unit\":\"fortnight\"}"),
                        "/calendar/unit",
                        "must be one of week, month, quarter, season, year"),
                bad(
                        with("\"calendar\":{\"unit\":\"month\",\"ago\":121}"),
                        "/calendar/ago",
                        "must be a whole number from 0 to 120"),
                bad(
                        with("\"calendar\":{\"unit\":\"month\"},\"within\":{\"days\":1}"),
                        "/calendar",
                        "must not be given beside within"),
                bad(
                        with("\"holiday\":{\"holiday\":\"new-year\",\"fromDay\":3,\"toDay\":2}"),
                        "/holiday/toDay",
                        "must not be before fromDay"),
                bad(
                        with("\"holiday\":{\"holiday\":\"new-year\",\"fromDay\":-61}"),
                        "/holiday/fromDay",
                        "must be a whole number from -60 to 60"),
                bad(with("\"at\":{}"), "/at", "must name weekdays or hours"),
                bad(with("\"at\":{\"from\":\"25:00\"}"), "/at/from", "must be a time of day such as 18:00"),
                bad(
                        with("\"at\":{\"weekdays\":[\"monday\"]}"),
                        "/at/weekdays/0",
                        "must be one of mon, tue, wed, thu, fri, sat, sun"),
                bad(with("\"at\":{\"from\":\"18:00\",\"to\":\"18:00\"}"), "/at/to", "must differ from from"),
                bad(
                        with("\"unless\":{\"event\":\"order.paid\",\"within\":{\"days\":1,\"yearsAgo\":1}}"),
                        "/unless/within/yearsAgo",
                        "must not be given here"),
                bad(
                        attribute("\"attribute\":\"birthday\",\"op\":\"eq\",\"value\":\"2001-02-29\""),
                        "/value",
                        "must be a date such as 1990-05-01"),
                bad(
                        attribute("\"attribute\":\"birthday\",\"op\":\"eq\",\"value\":\"+999999999-01-01\""),
                        "/value",
                        "must be a date such as 1990-05-01"),
                bad(attribute("\"attribute\":\"createdAt\",\"op\":\"gt\",\"value\":1700000000"), "/value", time),
                bad(attribute("\"attribute\":\"createdAt\",\"op\":\"gt\",\"value\":\"1700000000\""), "/value", time),
                bad(
                        attribute("\"attribute\":\"createdAt\",\"op\":\"gt\",\"value\":\"2026-02-30T00:00:00Z\""),
                        "/value",
                        time),
                bad(
                        metric("\"metric\":\"rfm.segment\",\"op\":\"in\",\"value\":[\"loyal\"]"),
                        "/metric",
                        "must be one of frequency, monetary, recencyDays, firstOrderAt, lastOrderAt, netMonetary,"
                                + " averageBasket, averageIntervalDays, coupons, complaints, nps, preferredStore,"
                                + " preferredChannel, preferredCategory, preferredTimeOfDay, preferredWeekday,"
                                + " preferredPaymentMethod, rfm.r, rfm.f, rfm.m, rfm.score, rfm.tier, lifecycle.stage, churn.risk,"
                                + " nextPurchase.inDays, clv.expected"),
                bad(metric("\"metric\":\"frequency\",\"op\":\"in\",\"value\":[1]"), "/op", orderedOps),
                bad(metric("\"metric\":\"monetary\",\"op\":\"gt\",\"value\":1e3"), "/value", "must be a whole number"),
                bad(
                        metric("\"metric\":\"recencyDays\",\"op\":\"gt\",\"value\":-1"),
                        "/value",
                        "must be from 0 to 36500"),
                bad(
                        metric("\"metric\":\"recencyDays\",\"op\":\"gt\",\"value\":9223372036854775807"),
                        "/value",
                        "must be from 0 to 36500"),
                bad(metric("\"metric\":\"lastOrderAt\",\"op\":\"gt\",\"value\":3"), "/value", time),
                bad(
                        metric("\"metric\":\"churn.risk\",\"op\":\"gt\",\"value\":80"),
                        "/value",
                        "must be a number from 0 to 1"),
                bad(metric("\"metric\":\"rfm.r\",\"op\":\"gt\",\"value\":\"4\""), "/value", "must be a whole number"),
                bad(metric("\"metric\":\"rfm.tier\",\"op\":\"gt\",\"value\":\"x\""), "/op", textOps),
                bad(due("\"skus\":[]"), "/skus", "must be a list of 1 to 500 texts"),
                bad(due("\"skus\":[null]"), "/skus/0", "must be a text"),
                bad(due("\"toDay\":366"), "/toDay", "must be a whole number from -365 to 365"),
                bad(due("\"toDay\":-1"), "/toDay", "must not be before fromDay"));
    }

    private static Arguments bad(String rule, String pointer, String reason) {
        return Arguments.of(rule, "/rule" + pointer, reason);
    }

    private static String types() {
        return "must be one of all, any, not, event, attribute, metric, replenishment, tag, segment";
    }

    private static String nots(int count) {
        return "{\"type\":\"not\",\"of\":".repeat(count);
    }

    private static String list(String value) {
        return "[{\"field\":\"items.sku\",\"op\":\"in\",\"value\":" + value + "}]";
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("badRules")
    void aBadRuleIsAnsweredWithPlaceAndReason(String rule, String pointer, String reason) {
        assertThat(errors(rule)).containsExactly(FieldError.at(pointer, reason));
    }

    @Test
    void allBadLeavesAreAnsweredAtOnce() {
        String rule = "{\"type\":\"all\",\"of\":[%s,%s,%s]}"
                .formatted(
                        event(":3", ":true"),
                        EVENT,
                        "{\"type\":\"not\",\"of\":" + metric("\"metric\":\"frequency\",\"op\":\"has\"") + "}");
        assertThat(errors(rule))
                .extracting(FieldError::pointer)
                .containsExactly("/rule/of/0/value", "/rule/of/2/of/op");
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        assertThat(errors(nots(15) + EVENT + "}".repeat(15))).isEmpty();
        assertThat(errors("{\"type\":\"any\",\"of\":["
                        + Stream.generate(() -> EVENT).limit(99).collect(Collectors.joining(",")) + "]}"))
                .isEmpty();
        assertThat(errors(where(list(texts(500, "字".repeat(200)))))).isEmpty();
        assertThat(errors(with("\"within\":{\"days\":3650}"))).isEmpty();
        assertThat(errors(where("[]"))).isEmpty();
    }

    @Test
    void noReasonHoldsWhatWasSent() {
        String secret = "8613812345678";
        String rule = "{\"type\":\"all\",\"of\":[%s,%s]}"
                .formatted(event("\"gte\"", "\"" + secret + "\""), metric("\"metric\":\"" + secret + "\""));
        assertThat(errors(rule)).hasSize(2).noneMatch(error -> error.toString().contains(secret));
    }

    @Test
    void theCanonicalFormReadsBackAsTheSameRule() throws JsonProcessingException {
        String sent =
                "{\"op\":\"gte\",\"value\":3,\"event\":\"order.paid\",\"where\":[],\"within\":null,\"type\":\"event\"}";
        Rule rule = MAPPER.readValue(sent, Rule.class);
        assertThat(MAPPER.writeValueAsString(rule)).isEqualTo(EVENT);
        assertThat(MAPPER.readValue(EVENT, Rule.class)).isEqualTo(rule);
    }
}
