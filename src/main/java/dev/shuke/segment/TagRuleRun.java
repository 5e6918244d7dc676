package dev.shuke.segment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;

import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.segment.TagRulePlan.Gift;
import dev.shuke.segment.TagRuleRepository.Changed;
import dev.shuke.segment.TagRuleRepository.Entered;
import dev.shuke.tag.MemberTagService;
import dev.shuke.tag.RuleAssignment;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Brings the tags of a slot to what their rules say: {@link #follow} for whom the segments' changes are about, {@link
 * #rebuild} for everybody. What is written and how far it was followed is one transaction.
 */
@ApplicationScoped
class TagRuleRun {
    private static final int PAGE = 1_000;
    /** In one run of a job, which may not take long. */
    private static final int PAGES = 50;

    private final TenantDb db;
    private final TagRuleRepository repository;
    private final MemberTagService tags;

    TagRuleRun(TenantDb db, TagRuleRepository repository, MemberTagService tags) {
        this.db = db;
        this.repository = repository;
        this.tags = tags;
    }

    Uni<Void> follow(String slot) {
        return Uni.createFrom()
                .deferred(() -> db.inTransaction(tx -> followStep(tx, slot)))
                .repeat()
                .whilst(some -> some)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> followStep(Tx tx, String slot) {
        return repository
                .alone(tx, slot)
                .chain(() -> repository.changed(tx, slot, PAGE))
                .chain(changed -> changed.isEmpty()
                        ? Uni.createFrom().item(false)
                        : settle(tx, slot, members(changed))
                                .chain(() -> followed(tx, changed))
                                .replaceWith(true));
    }

    private static List<UUID> members(List<Changed> changed) {
        return changed.stream().map(Changed::member).distinct().toList();
    }

    private Uni<Integer> followed(Tx tx, List<Changed> changed) {
        Map<String, Long> last =
                changed.stream().collect(groupingBy(Changed::tag, mapping(Changed::seq, reducing(0L, Math::max))));
        return repository.followed(
                tx, last.keySet().toArray(String[]::new), last.values().toArray(Long[]::new));
    }

    /**
     * Some pages of members, by id, behind the one given.
     *
     * @return the last of them; null when there is nobody behind
     */
    Uni<UUID> rebuild(String slot, UUID begin) {
        AtomicReference<UUID> after = new AtomicReference<>(begin);
        AtomicInteger pages = new AtomicInteger();
        return Uni.createFrom()
                .deferred(() -> db.inTransaction(tx -> rebuildStep(tx, slot, after.get())))
                .invoke(page -> after.set(page.size() < PAGE ? null : page.getLast()))
                .repeat()
                .whilst(page -> after.get() != null && pages.incrementAndGet() < PAGES)
                .collect()
                .last()
                .map(page -> after.get());
    }

    private Uni<List<UUID>> rebuildStep(Tx tx, String slot, UUID after) {
        return repository
                .alone(tx, slot)
                .chain(() -> repository.page(tx, slot, after, PAGE))
                .call(page -> settle(tx, slot, page));
    }

    private Uni<Void> settle(Tx tx, String slot, List<UUID> members) {
        Instant now = PointInTime.now().instant();
        UUID[] ids = members.toArray(UUID[]::new);
        return repository
                .list(tx, slot)
                .chain(rules -> in(tx, rules, ids))
                .chain(in -> repository.held(tx, slot, now, ids).map(held -> TagRulePlan.of(in, held, members, now)))
                .chain(plan -> carryOut(tx, slot, plan));
    }

    private Uni<Map<TagRule, List<Entered>>> in(Tx tx, List<TagRule> rules, UUID... members) {
        Map<TagRule, List<Entered>> in = new LinkedHashMap<>();
        return Multi.createFrom()
                .iterable(rules)
                .onItem()
                .transformToUniAndConcatenate(
                        rule -> repository.in(tx, rule, members).invoke(entered -> in.put(rule, entered)))
                .collect()
                .last()
                .replaceWith(in);
    }

    private Uni<Void> carryOut(Tx tx, String slot, TagRulePlan plan) {
        return Multi.createFrom()
                .iterable(plan.gifts().entrySet())
                .onItem()
                .transformToUniAndConcatenate(gift -> give(tx, gift.getKey(), gift.getValue()))
                .collect()
                .last()
                .chain(() -> tags.withdrawByRule(tx, slot, plan.withdrawn().toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    private Uni<Integer> give(Tx tx, Gift gift, List<UUID> members) {
        TagRuleView rule = gift.rule().view();
        RuleAssignment word =
                new RuleAssignment(rule.value(), rule.confidence(), gift.rule().writer(), gift.expiresAt());
        return tags.giveByRule(tx, rule.tag(), word, members.toArray(UUID[]::new));
    }
}
