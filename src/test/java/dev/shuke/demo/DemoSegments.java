package dev.shuke.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What a retailer would tell the shop's customers apart by, as the public API takes it; who is named comes first. */
public final class DemoSegments {
    private DemoSegments() {}

    /** Bodies for {@code POST /v1/segments}. */
    public static List<JsonNode> all() {
        try (var file = DemoSegments.class.getResourceAsStream("/demo/segments.json")) {
            List<JsonNode> all = new ArrayList<>();
            new ObjectMapper().readTree(file).forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
