package dev.shuke.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a table of malformed requests.
 *
 * <pre>
 * # METHOD /path caller {valid body}          the operations that the lines below are for
 * 422 /profile/name := 5                      the valid body with 5 at /profile/name; an error must point there
 * 422 /attributes @ /attributes/A b := 1      changed at the second place, an error must point to the first
 * 400 - | {"identities":                      this body; no error needs to point anywhere
 * 400:invalid_parameter ?limit limit=0        a query; an error must name the parameter
 * </pre>
 *
 * {@code .} is the pointer of the whole body; {@code <absent>} takes the field away; {@code <<x*500>>} repeats.
 */
final class Cases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "\u0001here";
    private static final Pattern LINE =
            Pattern.compile("(\\d{3})(?::(\\w+))? (\\S+)(?: @ (.+?))?(?: (:=|\\|)(.*)| (?!.* :=)(.+))?");
    private static final Pattern REPEAT = Pattern.compile("<<(.+?)\\*(\\d+)>>");

    private Cases() {}

    /** An operation with a valid body, empty when it takes none. */
    record Operation(String method, String path, String caller, String valid) {}

    /** @param query null when the case has a body instead */
    record Case(Operation operation, String line, Expected expected, String body, String query) {}

    static List<Case> read(String table) {
        List<Case> cases = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        boolean heading = false;
        for (String line : lines(table)) {
            if (line.startsWith("# ")) {
                if (!heading) {
                    operations.clear();
                }
                operations.add(operation(line));
            } else {
                operations.forEach(operation -> cases.add(of(operation, line)));
            }
            heading = line.startsWith("# ");
        }
        return cases;
    }

    private static List<String> lines(String table) {
        try (InputStream file = Cases.class.getResourceAsStream("/badinput/" + table + ".txt")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("//"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Operation operation(String line) {
        String[] parts = line.split(" ", 5);
        return new Operation(parts[1], parts[2], parts[3], parts.length > 4 ? parts[4] : "");
    }

    private static Case of(Operation operation, String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a case: " + line);
        }
        int status = Integer.parseInt(parts.group(1));
        String where = parts.group(3);
        Expected expected = Expected.of(
                status,
                code(status, parts.group(2)),
                switch (where) {
                    case "-" -> null;
                    case "." -> "";
                    default -> where;
                });
        if (parts.group(5) == null) {
            return new Case(operation, line, expected, null, repeated(parts.group(7)));
        }
        String raw = repeated(parts.group(6).strip());
        String place = parts.group(4) == null ? where : parts.group(4);
        String body = parts.group(5).equals("|") ? raw : changed(operation.valid(), place, raw);
        return new Case(operation, line, expected, body, null);
    }

    private static String code(int status, String given) {
        return given != null ? given : status == 422 ? "validation_failed" : status == 400 ? "malformed_body" : null;
    }

    private static String repeated(String text) {
        return text == null
                ? null
                : REPEAT.matcher(text)
                        .replaceAll(match ->
                                Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
    }

    /** The valid body with this raw text, which need not be JSON, at this place. */
    static String changed(String valid, String pointer, String raw) {
        try {
            JsonNode root = JSON.readTree(valid);
            int cut = pointer.lastIndexOf('/');
            JsonNode parent = root.at(pointer.substring(0, cut));
            String name = pointer.substring(cut + 1);
            if (parent instanceof ObjectNode object) {
                if (raw.equals("<absent>")) {
                    object.remove(name);
                    return root.toString();
                }
                object.put(name, MARK);
            } else if (Integer.parseInt(name) < parent.size()) {
                ((ArrayNode) parent).set(Integer.parseInt(name), new TextNode(MARK));
            } else {
                ((ArrayNode) parent).add(MARK);
            }
            return root.toString().replace(new TextNode(MARK).toString(), raw);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("the valid body of the table is not JSON: " + valid, wrong);
        }
    }
}
