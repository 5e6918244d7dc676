package dev.shuke.tag;

import static java.util.stream.Collectors.toSet;

import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BulkResult.Rejected;
import dev.shuke.platform.web.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Rows about tags on their way, and what becomes of each. */
final class TagBatch {
    /** A row as it was sent, and its member's identity in its one spelling, if he is named by one. */
    private record Line(int index, TagRowRequest row, IdentityValue identity) {}

    /** Of whom something is to be written. */
    record Place(UUID member, String slot) {}

    /** What is known best of a slot of a member. */
    record Held(UUID member, String slot, boolean removed, MemberTagView tag) {
        private boolean has(Assignment wanted) {
            return !removed && tag.key().equals(wanted.tag());
        }

        private boolean same(Assignment wanted) {
            return has(wanted)
                    && tag.source() == wanted.source()
                    && Objects.equals(tag.value(), wanted.value())
                    && Objects.equals(tag.confidence(), wanted.confidence())
                    && Objects.equals(tag.expiresAt(), wanted.expiresAt());
        }
    }

    /** Rows that say the same of their members are written at once. */
    private record Said(String tag, AssignmentRequest assignment, boolean removes) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final Map<Place, Integer> indexes = new LinkedHashMap<>();
    private final Map<Said, Assignment> assignments = new HashMap<>();
    private final Map<Assignment, List<UUID>> writes = new LinkedHashMap<>();
    private final Map<Place, Assignment> wanted = new LinkedHashMap<>();
    private final Set<Place> held = new HashSet<>();
    private int created;
    private int updated;
    private int unchanged;

    void add(TagRowRequest row, int index) {
        if (row.member() == null == (row.memberId() == null)) {
            throw ApiException.invalid("/member", "must be given, or else memberId");
        }
        lines.add(
                new Line(index, row, row.member() == null ? null : row.member().normalised("/member")));
    }

    void reject(ApiException refusal, int index) {
        rejected.add(Rejected.of(index, refusal));
    }

    Set<IdentityValue> identities() {
        return lines.stream().map(Line::identity).filter(Objects::nonNull).collect(toSet());
    }

    Set<String> tags() {
        return lines.stream().map(line -> line.row().tag()).collect(toSet());
    }

    /** Knows now who has which identity, and what the tags are. */
    void resolve(Map<IdentityValue, UUID> owners, Map<String, Assignable> tags, String writer) {
        for (Line line : lines) {
            try {
                UUID member = line.identity() == null ? line.row().memberId() : owners.get(line.identity());
                want(line, member, tags.get(line.row().tag()), writer);
            } catch (ApiException refusal) {
                reject(refusal, line.index());
            }
        }
    }

    private void want(Line line, UUID member, Assignable tag, String writer) {
        if (tag == null) {
            throw ApiException.invalid("/tag", "must be the key of a tag");
        }
        if (member == null) {
            throw unknown();
        }
        Said said =
                new Said(line.row().tag(), line.row().assignment(), line.row().removes());
        Assignment assignment = assignments.computeIfAbsent(
                said,
                one -> one.removes()
                        ? Assignment.removal(tag, one.assignment().source(), writer)
                        : Assignment.of(tag, one.assignment(), writer));
        Place place = new Place(member, tag.slot());
        if (indexes.putIfAbsent(place, line.index()) != null) {
            throw new ApiException(ErrorCode.CONFLICT, "Another row before it is about the same tag of the member.");
        }
        wanted.put(place, assignment);
    }

    private static ApiException unknown() {
        return ApiException.invalid("/member", "must be somebody who is known");
    }

    UUID[] members() {
        return wanted.keySet().stream().map(Place::member).distinct().toArray(UUID[]::new);
    }

    String[] slots() {
        return wanted.keySet().stream().map(Place::slot).distinct().toArray(String[]::new);
    }

    /** Others there are not, or they are somebody else by now. */
    void keep(List<UUID> living) {
        Set<UUID> there = Set.copyOf(living);
        wanted.keySet().removeIf(place -> {
            boolean gone = !there.contains(place.member());
            if (gone) {
                reject(unknown(), indexes.get(place));
            }
            return gone;
        });
    }

    /** Knows now what is known of them already. */
    void compare(List<Held> known) {
        Map<Place, Held> now = new HashMap<>();
        known.forEach(one -> now.put(new Place(one.member(), one.slot()), one));
        wanted.forEach((place, assignment) -> {
            Held there = now.get(place);
            boolean has = there != null && there.has(assignment);
            if (assignment.removed() ? !has : has && there.same(assignment)) {
                unchanged++;
                return;
            }
            if (has) {
                held.add(place);
            }
            writes.computeIfAbsent(assignment, one -> new ArrayList<>()).add(place.member());
        });
    }

    /** What is to be written to whom. */
    Map<Assignment, List<UUID>> writes() {
        return writes;
    }

    /** To some it was; of the others somebody better has said something else. */
    void written(Assignment assignment, List<UUID> to) {
        Set<UUID> done = Set.copyOf(to);
        for (UUID member : writes.get(assignment)) {
            Place place = new Place(member, assignment.slot());
            if (!done.contains(member)) {
                reject(MemberTagService.betterSource(), indexes.get(place));
            } else if (held.contains(place)) {
                updated++;
            } else {
                created++;
            }
        }
    }

    TagBatchResult result() {
        rejected.sort(Comparator.comparing(Rejected::index));
        return new TagBatchResult(created, updated, unchanged, List.copyOf(rejected));
    }
}
