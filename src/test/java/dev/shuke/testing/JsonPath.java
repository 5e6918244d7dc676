package dev.shuke.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** JSON, asked by path: objects are maps, arrays are lists. */
public record JsonPath(Object root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An element, the first or all elements of which something is so, a function of a list, or a field. */
    private static final Pattern STEP = Pattern.compile(
            "\\[(-?\\d+)]|(find|findAll) ?\\{ *it\\.([^=]+?) *== *'([^']*)' *}|(size|sum|unique|flatten)\\(\\)|([^.\\[\\s{}()]+)");

    public static JsonPath from(String text) {
        try {
            return new JsonPath(JSON.readValue(text, Object.class));
        } catch (JsonProcessingException none) {
            throw new AssertionError("no JSON but: " + text, none);
        }
    }

    /**
     * {@code a.b[0].c}; {@code items.id} is each item's; also {@code items.find { it.a.b == 'text' }}, {@code findAll},
     * {@code size()}, {@code sum()}, {@code unique()} and {@code flatten()}. {@code $} is all of it.
     *
     * @return null where there is nothing
     */
    @SuppressWarnings("unchecked")
    public <T> T get(String path) {
        return (T) at(root, path);
    }

    public String getString(String path) {
        Object found = get(path);
        return found == null ? null : found.toString();
    }

    public int getInt(String path) {
        return this.<Number>get(path).intValue();
    }

    public long getLong(String path) {
        return this.<Number>get(path).longValue();
    }

    public boolean getBoolean(String path) {
        return this.<Boolean>get(path);
    }

    public <T> List<T> getList(String path) {
        return get(path);
    }

    public <K, V> Map<K, V> getMap(String path) {
        return get(path);
    }

    public String prettify() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object at(Object node, String path) {
        if (path.equals("$")) {
            return node;
        }
        Matcher steps = STEP.matcher(path);
        Object found = node;
        for (int from = 0; from < path.length(); from = steps.end()) {
            from += path.charAt(from) == '.' ? 1 : 0;
            if (!steps.find(from) || steps.start() != from) {
                throw new IllegalArgumentException("no path: " + path + " at " + from);
            }
            found = found == null ? null : step(found, steps);
        }
        return found;
    }

    private static Object step(Object node, MatchResult step) {
        if (step.group(1) != null) {
            return element((List<?>) node, Integer.parseInt(step.group(1)));
        }
        if (step.group(2) != null) {
            Stream<?> all =
                    ((List<?>) node).stream().filter(one -> Objects.equals(at(one, step.group(3)), step.group(4)));
            return step.group(2).equals("find") ? all.findFirst().orElse(null) : all.toList();
        }
        return step.group(5) == null ? field(node, step.group(6)) : function(node, step.group(5));
    }

    private static Object element(List<?> list, int index) {
        int from = index < 0 ? list.size() + index : index;
        return from < list.size() ? list.get(from) : null;
    }

    private static Object function(Object node, String name) {
        return switch (name) {
            case "size" -> node instanceof Map<?, ?> map ? map.size() : ((Collection<?>) node).size();
            case "sum" ->
                ((List<?>) node).stream().mapToInt(each -> (Integer) each).sum();
            case "unique" -> ((List<?>) node).stream().distinct().toList();
            default -> ((List<?>) node).stream().flatMap(JsonPath::flat).toList();
        };
    }

    private static Stream<?> flat(Object node) {
        return node instanceof List<?> list ? list.stream().flatMap(JsonPath::flat) : Stream.of(node);
    }

    /** Of a list, that of each of its elements. */
    private static Object field(Object node, String name) {
        if (node instanceof List<?> list) {
            List<Object> each = new ArrayList<>();
            list.stream().filter(Objects::nonNull).forEach(one -> each.add(field(one, name)));
            return each;
        }
        return node instanceof Map<?, ?> map ? map.get(name) : null;
    }
}
