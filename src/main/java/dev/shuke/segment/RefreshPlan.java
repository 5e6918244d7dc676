package dev.shuke.segment;

import dev.shuke.platform.touch.Touch;
import dev.shuke.platform.web.ApiException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** What follows from notes of members: which segments are to look at whom. */
final class RefreshPlan {
    /** Of more kinds of notes than this all rules look at all members: to read a member's events for each costs more. */
    private static final int KINDS = 3;

    /** Members that a segment has still to look at. */
    record Later(UUID segment, Set<UUID> members) {}

    /**
     * What is asked together.
     *
     * @param segments whose rules they are, in their order
     * @param members whom to look at
     */
    record Part(List<UUID> segments, CompiledRules rules, UUID[] members) {}

    private record Asked(UUID segment, Condition condition) {}

    private final List<Touch> touches;
    /** By the notes that they are to follow. */
    private final Map<List<Touch>, List<Asked>> asked = new LinkedHashMap<>();

    private final List<Later> later = new ArrayList<>();
    private final List<UUID> everybody = new ArrayList<>();
    private final List<UUID> broken = new ArrayList<>();
    private final Instant asOf;
    private final ZoneId zone;

    private RefreshPlan(List<Touch> touches, Instant asOf, ZoneId zone) {
        this.touches = touches;
        this.asOf = asOf;
        this.zone = zone;
    }

    /**
     * @param all segments of the tenant
     * @param locked those that nobody else is at
     */
    static RefreshPlan of(
            List<Touch> touches,
            List<UUID> all,
            List<KeptSegment> locked,
            RuleAccess access,
            Instant now,
            ZoneId zone) {
        Instant asOf = locked.stream()
                .map(kept -> kept.asOf(now))
                .max(Comparator.naturalOrder())
                .orElse(now);
        RefreshPlan plan = new RefreshPlan(touches, asOf, zone);
        Set<UUID> mine = new HashSet<>();
        for (KeptSegment kept : locked) {
            mine.add(kept.id());
            plan.add(kept, access);
        }
        all.stream().filter(segment -> !mine.contains(segment)).forEach(plan::putOff);
        return plan;
    }

    /** One that is being built, or has failed, is filled later, and sees then whatever can be seen now. */
    private void add(KeptSegment kept, RuleAccess access) {
        if (!kept.follows()) {
            return;
        }
        try {
            add(kept, RuleChecker.check(kept.rule(), access));
        } catch (ApiException changed) {
            broken.add(kept.id());
        }
    }

    private void add(KeptSegment kept, Condition condition) {
        Set<String> dependencies = Dependencies.of(condition).about();
        List<Touch> concerning = touches.stream()
                .filter(touch -> touch.segment() == null
                        ? touch.concerns(dependencies)
                        : touch.segment().equals(kept.id()))
                .toList();
        if (concerning.stream().anyMatch(Touch::ofEverybody)) {
            everybody.add(kept.id());
        }
        if (concerning.stream().anyMatch(touch -> !touch.ofEverybody())) {
            asked.computeIfAbsent(concerning, _ -> new ArrayList<>()).add(new Asked(kept.id(), condition));
        }
    }

    private void putOff(UUID segment) {
        Set<UUID> touched = new HashSet<>();
        touches.stream()
                .filter(touch -> touch.segment() == null || touch.segment().equals(segment))
                .forEach(touch -> {
                    touched.addAll(touch.members());
                    if (touch.ofEverybody()) {
                        everybody.add(segment);
                    }
                });
        if (!touched.isEmpty()) {
            later.add(new Later(segment, touched));
        }
    }

    /** At most so many segments in each. */
    List<Part> parts(int most) {
        if (asked.size() > KINDS) {
            return parts(
                    asked.keySet().stream().flatMap(List::stream).toList(),
                    asked.values().stream().flatMap(List::stream).toList(),
                    most);
        }
        return asked.entrySet().stream()
                .flatMap(kind -> parts(kind.getKey(), kind.getValue(), most).stream())
                .toList();
    }

    private List<Part> parts(List<Touch> concerning, List<Asked> of, int most) {
        UUID[] members = concerning.stream()
                .flatMap(touch -> touch.members().stream())
                .distinct()
                .toArray(UUID[]::new);
        return IntStream.range(0, (of.size() + most - 1) / most)
                .mapToObj(part -> part(of.subList(part * most, Math.min(of.size(), (part + 1) * most)), members))
                .toList();
    }

    private Part part(List<Asked> some, UUID[] members) {
        List<Condition> conditions = some.stream().map(Asked::condition).toList();
        return new Part(
                some.stream().map(Asked::segment).toList(),
                RuleCompiler.compile(conditions, new RuleTime(asOf, asOf, zone)),
                members);
    }

    Instant asOf() {
        return asOf;
    }

    List<Later> later() {
        return later;
    }

    /** The segments for which everybody is to be looked at. */
    List<UUID> everybody() {
        return everybody;
    }

    /** The segments whose rule names what is not there any more. */
    List<UUID> broken() {
        return broken;
    }
}
