package dev.shuke.demo;

import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shop and what it sells, as the public API takes them. */
public final class DemoCatalogue {
    private static final int BATCH = 1_000;

    private DemoCatalogue() {}

    /** For {@code POST /v1/stores}: it sold by post and on the web, and had no other. */
    public static List<Map<String, String>> stores() {
        return List.of(Map.of(
                "code",
                DemoEvents.STORE,
                "name",
                "Online shop",
                "city",
                "London",
                "timezone",
                DemoEvents.ZONE.getId()));
    }

    /** For {@code POST /v1/products}, batch by batch. */
    public static Stream<List<Map<String, String>>> products(OnlineRetail data) {
        List<Map<String, String>> all = data.products().entrySet().stream()
                .map(product -> Map.of("sku", product.getKey(), "name", product.getValue()))
                .collect(toList());
        List<List<Map<String, String>>> batches = new ArrayList<>();
        for (int start = 0; start < all.size(); start += BATCH) {
            batches.add(all.subList(start, Math.min(start + BATCH, all.size())));
        }
        return batches.stream();
    }
}
