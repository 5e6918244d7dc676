package dev.shuke.member;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** All who are one member by merges that stand, each below the one that it was merged into. */
final class MergeTree {
    /** A merge that stands. */
    record Edge(UUID from, UUID into) {}

    private final Map<UUID, UUID> parents;
    private final List<Edge> edges;

    /** @param edges in the order of the merges */
    MergeTree(List<Edge> edges) {
        this.edges = edges;
        this.parents = edges.stream().collect(Collectors.toMap(Edge::from, Edge::into));
    }

    Set<UUID> members() {
        Set<UUID> members = new LinkedHashSet<>();
        edges.forEach(edge -> {
            members.add(edge.from());
            members.add(edge.into());
        });
        return members;
    }

    /** The member and all who are below. */
    List<UUID> below(UUID member) {
        List<UUID> below = new ArrayList<>(List.of(member));
        for (int i = 0; i < below.size(); i++) {
            UUID parent = below.get(i);
            edges.stream()
                    .filter(edge -> edge.into().equals(parent))
                    .map(Edge::from)
                    .forEach(below::add);
        }
        return below;
    }

    /** Those above the member, the next one first, the one that stands for all of them last. */
    List<UUID> above(UUID member) {
        List<UUID> above = new ArrayList<>();
        for (UUID parent = parents.get(member); parent != null; parent = parents.get(parent)) {
            above.add(parent);
        }
        return above;
    }

    /**
     * Takes a member out, with all below it: those above lose what they have from it alone.
     *
     * @param members all of the tree
     * @return those above
     */
    List<MergingMember> release(UUID member, Map<UUID, MergingMember> members) {
        members.values().forEach(one -> one.settle(members));
        List<MergingMember> above = above(member).stream().map(members::get).toList();
        MergingMember below = members.get(member);
        Set<String> fields = above.getFirst().release(below, children(above.getFirst(), members, member));
        for (int i = 1; i < above.size(); i++) {
            fields = above.get(i).follow(above.get(i - 1), fields, children(above.get(i), members, member));
        }
        return above;
    }

    /** Whether anybody but {@code gone} is merged into the member. */
    boolean hasOthers(UUID member, UUID gone) {
        return edges.stream()
                .anyMatch(edge -> edge.into().equals(member) && !edge.from().equals(gone));
    }

    private List<MergingMember> children(MergingMember of, Map<UUID, MergingMember> members, UUID gone) {
        return edges.stream()
                .filter(edge -> edge.into().equals(of.id()) && !edge.from().equals(gone))
                .map(Edge::from)
                .map(members::get)
                .toList();
    }
}
