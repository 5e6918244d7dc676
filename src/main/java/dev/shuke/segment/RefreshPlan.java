package dev.shuke.segment;

import dev.shuke.platform.touch.Touch;
import dev.shuke.platform.web.ApiException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** What follows from notes of members: which segments are to look at whom. */
final class RefreshPlan {
    /** Members that a segment has still to look at. */
    record Later(UUID segment, Set<UUID> members) {}

    /**
     * What is asked together.
     *
     * @param segments whose rules they are, in their order
     */
    record Part(List<UUID> segments, CompiledRules rules) {}

    private record Asked(UUID segment, Condition condition) {}

    private final List<Touch> touches;
    private final List<Asked> asked = new ArrayList<>();
    private final Set<UUID> members = new HashSet<>();
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
        concerning.forEach(touch -> members.addAll(touch.members()));
        if (concerning.stream().anyMatch(touch -> !touch.ofEverybody())) {
            asked.add(new Asked(kept.id(), condition));
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

    /** Whom to look with, at most so many in a part. */
    List<Part> parts(int most) {
        return IntStream.range(0, (asked.size() + most - 1) / most)
                .mapToObj(part -> part(asked.subList(part * most, Math.min(asked.size(), (part + 1) * most))))
                .toList();
    }

    private Part part(List<Asked> some) {
        List<Condition> conditions = some.stream().map(Asked::condition).toList();
        return new Part(
                some.stream().map(Asked::segment).toList(),
                RuleCompiler.compile(conditions, new RuleTime(asOf, asOf, zone)));
    }

    UUID[] members() {
        return members.toArray(UUID[]::new);
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
