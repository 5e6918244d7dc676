package dev.shuke.platform.touch;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Members of whom something was written.
 *
 * @param about what; see {@link Touches}
 * @param members empty for everybody
 * @param segment the one that has still to follow; null for all
 */
public record Touch(Set<String> about, Set<UUID> members, UUID segment) {
    /** How many members they are about, as {@link Touches#take} counts them. */
    public static int weight(List<Touch> touches) {
        return touches.stream()
                .mapToInt(touch -> Math.max(1, touch.members.size()))
                .sum();
    }

    public boolean ofEverybody() {
        return members.isEmpty();
    }

    /** Whether it is about one of these. */
    public boolean concerns(Set<String> dependencies) {
        return about.contains(Touches.ANYTHING)
                || dependencies.contains(Touches.ANYTHING)
                || about.stream().anyMatch(dependencies::contains);
    }
}
