package dev.shuke.isolation;

import java.util.List;

/** Rules that ask about each field in turn, alone and hidden in others. */
final class Probes {
    static final List<String> RULES = List.of(
            attribute(Staffed.attribute("contact"), "exists"),
            attribute(Staffed.attribute("identity"), "exists"),
            attribute(Staffed.attribute("profile"), "exists"),
            attribute(Staffed.attribute("preference"), "exists"),
            attribute(Staffed.attribute("amount"), "exists"),
            attribute(Staffed.attribute("behaviour"), "exists"),
            attribute(Staffed.attribute("behaviour"), "ne\",\"value\":\"x"),
            attribute("name", "exists"),
            attribute("email", "exists"),
            attribute("email", "missing"),
            attribute("gender", "eq\",\"value\":\"other"),
            attribute("city", "eq\",\"value\":\"Elsewhere"),
            attribute("birthday", "lt\",\"value\":\"1980-01-01"),
            attribute("birthday", "eq\",\"value\":\"1971-02-03"),
            metric("monetary", "gte", 50_000),
            metric("monetary", "eq", 37_052),
            metric("frequency", "gte", 5),
            metric("recencyDays", "eq", 0),
            "{\"type\":\"event\",\"event\":\"product.viewed\",\"op\":\"gte\",\"value\":1}",
            "{\"type\":\"event\",\"event\":\"order.paid\",\"aggregate\":{\"fn\":\"sum\",\"field\":\"amount\"},"
                    + "\"op\":\"gte\",\"value\":50000}",
            "{\"type\":\"event\",\"event\":\"order.paid\",\"aggregate\":{\"fn\":\"sum\",\"field\":\"items.amount\"},"
                    + "\"op\":\"lt\",\"value\":50000}",
            "{\"type\":\"not\",\"of\":{\"type\":\"any\",\"of\":[" + attribute("email", "missing") + ","
                    + attribute("city", "exists") + "]}}");

    private Probes() {}

    private static String attribute(String name, String op) {
        return "{\"type\":\"attribute\",\"attribute\":\"" + name + "\",\"op\":\"" + op + "\"}";
    }

    private static String metric(String name, String op, long value) {
        return "{\"type\":\"metric\",\"metric\":\"" + name + "\",\"op\":\"" + op + "\",\"value\":" + value + "}";
    }
}
