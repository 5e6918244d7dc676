package dev.shuke.isolation;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one table of who may call what and is answered which fields, {@code role-matrix.txt}: written by hand from the
 * design, not from the code.
 */
final class RoleMatrix {
    /** How much of a group a role sees; the letters of the table. */
    private static final String ORDER = "-RBMF";

    private final List<String> roles;
    private final Map<String, Map<String, String>> sights = new HashMap<>();
    private final Map<String, List<String>> operations = new LinkedHashMap<>();
    private final Map<String, String> schemas = new HashMap<>();
    private final Map<String, Map<String, List<String>>> shapes = new HashMap<>();

    private RoleMatrix(List<String[]> lines) {
        roles = List.of(Arrays.copyOfRange(lines.getFirst(), 1, lines.getFirst().length));
        String section = "[roles]";
        for (String[] words : lines.subList(1, lines.size())) {
            if (words[0].startsWith("[")) {
                section = words[0];
                if (words.length > 1) {
                    schemas.put(name(section), words[1]);
                }
            } else {
                add(section, words);
            }
        }
    }

    static RoleMatrix read() {
        try {
            return new RoleMatrix(Files.readAllLines(Path.of("src/test/resources/role-matrix.txt")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split("\\s+"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String section, String[] words) {
        List<String> rest = List.of(words).subList(1, words.length);
        switch (section) {
            case "[roles]" -> {
                Map<String, String> byRole = new HashMap<>();
                roles.forEach(role -> byRole.put(role, rest.get(roles.indexOf(role))));
                sights.put(words[0], byRole);
            }
            case "[operations]" -> operations.put(words[0], rest);
            default ->
                shapes.computeIfAbsent(name(section), known -> new LinkedHashMap<>())
                        .put(words[0], rest);
        }
    }

    private static String name(String section) {
        return section.substring(1, section.length() - 1);
    }

    List<String> roles() {
        return roles;
    }

    Set<String> operations() {
        return operations.keySet();
    }

    boolean mayCall(String role, String operation) {
        return operations.get(operation).get(1 + roles.indexOf(role)).equals("yes");
    }

    /** {@code -} where the answer is not about members. */
    String shape(String operation) {
        return operations.get(operation).getFirst();
    }

    /** By shape, the schema whose fields the table lists. */
    Map<String, String> schemas() {
        return schemas;
    }

    Set<String> fields(String shape) {
        return shapes.get(shape).keySet();
    }

    /** Those that a role is answered of a member who has everything. */
    Set<String> fieldsSeen(String shape, String role) {
        return shapes.get(shape).entrySet().stream()
                .filter(field -> seen(field.getValue(), role))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private boolean seen(List<String> needed, String role) {
        return switch (needed.getFirst()) {
            case "open" -> true;
            case "never" -> false;
            case "all" -> sights.keySet().stream().noneMatch(group -> hidden(group, role));
            default -> seen(sights.get(needed.getFirst()).get(role), needed.size() > 1 ? needed.get(1) : "");
        };
    }

    /** A band is shown in the amount's place, and to nobody beside it. */
    private static boolean seen(String sight, String needed) {
        return switch (needed) {
            case "" -> !sight.equals("-");
            case "B" -> sight.equals("B");
            default -> ORDER.indexOf(sight) >= ORDER.indexOf(needed);
        };
    }

    boolean hidden(String group, String role) {
        return sights.get(group).get(role).equals("-");
    }

    Set<String> groups() {
        return sights.keySet();
    }
}
