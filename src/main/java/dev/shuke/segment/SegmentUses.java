package dev.shuke.segment;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * What may not happen to a segment for the sake of what hangs on it. Who changes or deletes it has locked it; who begins to
 * hang on it has locked all of the tenant's: see {@link SegmentRepository#lockAll}.
 */
@ApplicationScoped
class SegmentUses {
    private final SegmentUseRepository repository;
    private final TagRuleRepository tagRules;

    SegmentUses(SegmentUseRepository repository, TagRuleRepository tagRules) {
        this.repository = repository;
        this.tagRules = tagRules;
    }

    /** @throws ApiException validation_failed where a tag follows it that it hangs on itself */
    Uni<Void> requireNoCycle(Tx tx, UUID segment) {
        return TagRuleService.requireNoCycle(tagRules.cyclic(tx, segment), "/rule")
                .replaceWithVoid();
    }

    /**
     * @param byItsExperiment whether it is changed by the experiment whose audience it may keep
     * @throws ApiException conflict, experiment_state when its rule is to change and may not
     */
    Uni<Void> requireChangeable(Tx tx, Revision change, boolean byItsExperiment) {
        UUID segment = change.after().id();
        if (!change.newRule()) {
            return Uni.createFrom().voidItem();
        }
        return byItsExperiment
                ? requireNoneRunning(tx, segment)
                : requireNoAudience(tx, segment).chain(() -> requireNoneRunning(tx, segment));
    }

    /** @throws ApiException conflict while a rule names it, or a tag or an experiment follows it */
    Uni<Void> requireNone(Tx tx, SegmentView segment) {
        return requireNoAudience(tx, segment.id())
                .chain(() -> repository.isNamed(tx, segment))
                .invoke(named -> {
                    if (named) {
                        throw new ApiException(
                                ErrorCode.CONFLICT,
                                "The rule of another segment, or of an inference, names it, or a tag follows it.");
                    }
                })
                .replaceWithVoid();
    }

    /** Where it keeps the audience of an experiment, that one says whom it is for. */
    private Uni<Void> requireNoAudience(Tx tx, UUID segment) {
        return repository
                .audienceOf(tx, segment)
                .invoke(key -> {
                    if (key != null) {
                        throw new ApiException(
                                ErrorCode.CONFLICT,
                                "It keeps the audience of the experiment " + key
                                        + ": change that in the experiment, while it is a draft.");
                    }
                })
                .replaceWithVoid();
    }

    /** While an experiment that has started chooses by it, its units would change. */
    private Uni<Void> requireNoneRunning(Tx tx, UUID segment) {
        return repository
                .choosingBy(tx, segment)
                .invoke(key -> {
                    if (key != null) {
                        throw new ApiException(
                                ErrorCode.EXPERIMENT_STATE,
                                "The experiment " + key + " has started and chooses by this segment: stop the"
                                        + " experiment first, or make another segment.");
                    }
                })
                .replaceWithVoid();
    }
}
