package dev.shuke.segment;

import dev.shuke.platform.web.ApiException;
import java.util.List;
import java.util.stream.IntStream;

/** Checks the leaf that asks what is used up. Throws validation_failed at what is wrong. */
final class ReplenishmentChecker {
    private static final int MOST_DAYS = 365;
    private static final int MOST_SKUS = 500;

    private ReplenishmentChecker() {}

    static Condition check(Rule.Replenishment rule, String at, RuleAccess access) {
        int from = day(rule.fromDay(), 0, at + "/fromDay");
        int to = day(rule.toDay(), from, at + "/toDay");
        if (to < from) {
            throw ApiException.invalid(at + "/toDay", "must not be before fromDay");
        }
        Condition due = new Condition.Replenishing(skus(rule.skus(), at + "/skus"), from, to);
        access.requireReplenishment(at + "/type");
        return due;
    }

    private static int day(Integer sent, int absent, String at) {
        return sent == null ? absent : WindowChecker.whole(sent, -MOST_DAYS, MOST_DAYS, at);
    }

    /** Null for any. */
    private static List<String> skus(List<String> sent, String at) {
        if (sent == null) {
            return null;
        }
        if (sent.isEmpty() || sent.size() > MOST_SKUS) {
            throw ApiException.invalid(at, "must be a list of 1 to " + MOST_SKUS + " texts");
        }
        return IntStream.range(0, sent.size())
                .mapToObj(i -> sku(sent.get(i), at + "/" + i))
                .toList();
    }

    private static String sku(String sent, String at) {
        if (sent == null) {
            throw ApiException.invalid(at, "must be a text");
        }
        return FieldChecker.at(at, () -> ValueType.checked(sent));
    }
}
