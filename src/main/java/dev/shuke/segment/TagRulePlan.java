package dev.shuke.segment;

import dev.shuke.segment.TagRuleRepository.Entered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What is to be written so that some members have of a slot what its rules say. It depends on how things stand alone, so
 * that carrying it out again changes nothing.
 */
final class TagRulePlan {
    /** What is known best about a slot of a member. */
    record Held(
            UUID member, String tag, Object value, String source, Double confidence, String writer, boolean retired) {
        /** A rule does not overrule it: what somebody says who knows better, or Shuke; or a retired tag, which stays. */
        boolean stands() {
            return retired || !source.equals("rule") && !source.equals("model");
        }

        boolean by(TagRule rule) {
            return source.equals("rule")
                    && tag.equals(rule.view().tag())
                    && writer.startsWith(TagRuleView.writer(rule.view().segment()))
                    && Objects.equals(value, rule.view().value())
                    && Objects.equals(confidence, rule.view().confidence());
        }
    }

    /** What a rule says of some members. */
    record Gift(TagRule rule, Instant until) {
        /** Null for good. */
        Instant expiresAt() {
            return until.equals(Instant.MAX) ? null : until;
        }
    }

    private final Map<Gift, List<UUID>> gifts = new LinkedHashMap<>();
    private final List<UUID> withdrawn = new ArrayList<>();

    private TagRulePlan() {}

    /**
     * @param in by rule, in the order in which they count, who is in its segment
     * @param held of those of the members of whom anything is known
     */
    static TagRulePlan of(Map<TagRule, List<Entered>> in, List<Held> held, List<UUID> members, Instant now) {
        Map<UUID, Gift> wanted = new HashMap<>();
        in.forEach((rule, entered) -> entered.forEach(one -> {
            Instant until = rule.until(one.at());
            if (!rule.retired() && until.isAfter(now)) {
                wanted.putIfAbsent(one.member(), new Gift(rule, until));
            }
        }));
        Map<UUID, Held> known = new HashMap<>();
        held.forEach(one -> known.put(one.member(), one));
        TagRulePlan plan = new TagRulePlan();
        members.forEach(member -> plan.add(member, wanted.get(member), known.get(member)));
        return plan;
    }

    private void add(UUID member, Gift wanted, Held held) {
        if (held != null && held.stands()) {
            return;
        }
        if (wanted == null) {
            if (held != null && held.source().equals("rule")) {
                withdrawn.add(member);
            }
        } else if (held == null || !held.by(wanted.rule())) {
            gifts.computeIfAbsent(wanted, gift -> new ArrayList<>()).add(member);
        }
    }

    Map<Gift, List<UUID>> gifts() {
        return gifts;
    }

    /** From whom what a rule has given is taken. */
    List<UUID> withdrawn() {
        return withdrawn;
    }
}
