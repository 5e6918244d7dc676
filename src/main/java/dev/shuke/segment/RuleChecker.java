package dev.shuke.segment;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Turns a {@link Rule} into a {@link Condition}, or says of every bad node where it is and what is allowed there. */
final class RuleChecker {
    static final int MAX_TEXT = 200;
    static final int MAX_DEPTH = 16;
    private static final int MAX_NODES = 100;

    private final RuleAccess access;
    private final List<FieldError> errors = new ArrayList<>();
    private final List<FieldError> forbidden = new ArrayList<>();
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
        RuleChecker checker = new RuleChecker(access);
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
            throw ApiException.invalid(at, "is too deep: a rule may be nested " + MAX_DEPTH + " deep");
        }
        return switch (rule) {
            case null -> refused(at, "must be a rule");
            case Rule.All all -> new Condition.All(parts(all.of(), at + "/of", depth));
            case Rule.Any any -> new Condition.Any(parts(any.of(), at + "/of", depth));
            case Rule.Not not -> new Condition.Not(node(not.of(), at + "/of", depth + 1));
            case Rule.Event event -> leaf(() -> EventChecker.check(event, at, access));
            case Rule.Attribute attribute -> leaf(() -> FieldChecker.check(attribute, at, access));
            case Rule.Metric metric -> leaf(() -> FieldChecker.check(metric, at, access));
            case Rule.Tag tag -> leaf(() -> TagChecker.check(tag, at, access));
        };
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
