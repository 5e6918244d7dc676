package dev.shuke.segment;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Turns a {@link Rule} into a {@link Condition}, or says of every bad node where it is and what is allowed there. */
final class RuleChecker {
    static final int MAX_TEXT = 200;
    static final int MAX_DEPTH = 16;
    private static final int MAX_NODES = 100;
    private static final String NAMED = "/segment";

    private final RuleAccess access;
    private final List<FieldError> errors = new ArrayList<>();
    private final List<FieldError> forbidden = new ArrayList<>();
    /** The segments whose rules lead to the node that is being checked. */
    private final List<UUID> path = new ArrayList<>();

    private int nodes;

    private RuleChecker(RuleAccess access) {
        this.access = access;
    }

    /**
     * @param rule the field {@code rule} of a body
     * @param access what the caller may ask about
     * @throws ApiException validation_failed or else field_forbidden, with a pointer and a reason for each error and no
     *     value
     */
    static Condition check(Rule rule, RuleAccess access) {
        return check(rule, access, null);
    }

    /**
     * As {@link #check}.
     *
     * @param segment which has the rule, or is to have it, and so cannot be named in it
     */
    static Condition check(Rule rule, RuleAccess access, UUID segment) {
        RuleChecker checker = new RuleChecker(access);
        checker.path.add(segment);
        Condition condition = checker.node(rule, "/rule", 1);
        if (!checker.errors.isEmpty()) {
            throw ApiException.invalid(checker.errors);
        }
        if (access.countsOnly()) {
            checker.forbidden.addAll(access.between());
        }
        if (!checker.forbidden.isEmpty()) {
            throw RuleAccess.forbidden(checker.forbidden);
        }
        return condition;
    }

    private Condition node(Rule rule, String at, int depth) {
        nodes++;
        if (nodes > MAX_NODES) {
            throw ApiException.invalid("/rule", "must have at most " + MAX_NODES + " nodes");
        }
        if (depth > MAX_DEPTH) {
            throw ApiException.invalid(sent(at), "is too deep: a rule may be nested " + MAX_DEPTH + " deep");
        }
        return switch (rule) {
            case null -> refused(at, "must be a rule");
            case Rule.All all -> new Condition.All(parts(all.of(), at + "/of", depth));
            case Rule.Any any -> new Condition.Any(parts(any.of(), at + "/of", depth));
            case Rule.Not not -> new Condition.Not(node(not.of(), at + "/of", depth + 1));
            case Rule.Event event -> leaf(() -> EventChecker.check(event, at, access));
            case Rule.Attribute attribute -> leaf(() -> FieldChecker.check(attribute, at, access));
            case Rule.Metric metric -> leaf(() -> FieldChecker.check(metric, at, access));
            case Rule.Replenishment replenishment -> leaf(() -> ReplenishmentChecker.check(replenishment, at, access));
            case Rule.Tag tag -> leaf(() -> TagChecker.check(tag, at, access));
            case Rule.Segment segment -> inSegment(segment, at + NAMED, depth);
        };
    }

    /** The other segment's rule is checked as a part of this one; what is wrong in it is said of the node that names it. */
    private Condition inSegment(Rule.Segment leaf, String at, int depth) {
        SegmentView found = access.segment(leaf.segment());
        if (found == null) {
            return refused(at, "must be the key or the id of a segment");
        }
        if (!found.chooses()) {
            return refused(at, "must not name a segment whose rule chooses nobody");
        }
        if (path.contains(found.id())) {
            return refused(at, "must not name a segment that would be in itself");
        }
        int[] before = {errors.size(), forbidden.size(), access.between().size()};
        path.add(found.id());
        Condition rule = node(found.rule(), at, depth + 1);
        path.removeLast();
        saidOnce(errors, before[0], at, "names a segment with a rule that is not valid here");
        saidOnce(forbidden, before[1], at, "names a segment with a rule that is not for this caller");
        saidOnce(
                access.between(),
                before[2],
                at,
                "names a segment with a rule that is finer than what this caller counts by");
        return new Condition.InSegment(found, found.kind() == SegmentKind.FROZEN ? null : rule);
    }

    /** The part of a pointer that is in the rule that was sent: none of a rule that is named in it has one. */
    private String sent(String at) {
        int named = at.indexOf(NAMED);
        return named < 0 || path.size() == 1 ? at : at.substring(0, named + NAMED.length());
    }

    private static void saidOnce(List<FieldError> list, int before, String at, String reason) {
        if (list.size() > before) {
            list.subList(before, list.size()).clear();
            list.add(FieldError.at(at, reason));
        }
    }

    private List<Condition> parts(List<Rule> of, String at, int depth) {
        if (of == null || of.isEmpty()) {
            return List.of(refused(at, "must be a list of at least one rule"));
        }
        return IntStream.range(0, of.size())
                .mapToObj(i -> node(of.get(i), at + "/" + i, depth + 1))
                .toList();
    }

    /** Goes on after a bad leaf, so that a caller hears of all of them at once. */
    private Condition leaf(Supplier<Condition> check) {
        try {
            return check.get();
        } catch (ApiException invalid) {
            (invalid.code() == ErrorCode.FIELD_FORBIDDEN ? forbidden : errors).addAll(invalid.errors());
            return new Condition.All(List.of());
        }
    }

    private Condition refused(String at, String reason) {
        errors.add(FieldError.at(at, reason));
        return new Condition.All(List.of());
    }
}
