package dev.shuke.rfm;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What settings must be beyond their shape. */
final class SettingsRules {
    private static final int LEAST_SCORE = 20;
    private static final int BEST_SCORE = 100;

    private final RfmSettings settings;
    private final List<FieldError> errors = new ArrayList<>();

    SettingsRules(RfmSettings settings) {
        this.settings = settings;
    }

    List<FieldError> errors() {
        if (settings.cuts() != null) {
            checkCuts(settings.cuts());
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < settings.tiers().size(); i++) {
            check(settings.tiers().get(i), "/tiers/" + i, keys);
        }
        keys.clear();
        for (int i = 0; i < settings.stages().size(); i++) {
            check(settings.stages().get(i), "/stages/" + i, keys);
        }
        return errors;
    }

    private void checkCuts(RfmCuts cuts) {
        refuse(settings.method() != RfmMethod.THRESHOLDS, "/cuts", "is for the method thresholds only");
        boolean days = settings.recency() == RfmRecency.DAYS;
        checkCuts("/cuts/recencyDays", cuts.recencyDays(), days);
        checkCuts("/cuts/recencyPercent", cuts.recencyPercent(), !days);
        checkCuts("/cuts/frequency", cuts.frequency(), true);
        checkCuts("/cuts/monetary", cuts.monetary(), true);
    }

    private void checkCuts(String at, List<Long> cuts, boolean wanted) {
        if (!wanted || cuts == null) {
            refuse(wanted != (cuts != null), at, wanted ? "must be given" : "is not for this recency");
        } else {
            refuse(!RfmCuts.valid(cuts), at, "must be four numbers from 0 on, each above the one before");
        }
    }

    private void check(RfmTier tier, String at, Set<String> keys) {
        check(tier.key(), tier.name(), at, keys, "tier");
        tier.named()
                .forEach((name, scores) -> refuse(scores.empty(), at + "/" + name + "/max", "must not be below min"));
        check(tier.score(), at + "/score");
        check(tier.orders(), at + "/orders");
        Range score = tier.score();
        boolean possible = score == null
                || (score.min() == null || score.min() <= BEST_SCORE)
                        && (score.max() == null || score.max() >= LEAST_SCORE);
        refuse(!possible, at + "/score", "must have scores from 20 to 100");
    }

    private void check(LifecycleStage stage, String at, Set<String> keys) {
        check(stage.key(), stage.name(), at, keys, "stage");
        check(stage.orders(), at + "/orders");
        check(stage.lastOrderDays(), at + "/lastOrderDays");
        refuse(
                stage.weights() != null && stage.weights().sum() == 0,
                at + "/weights",
                "must have at least one above 0");
    }

    private void check(String key, Bilingual name, String at, Set<String> keys, String what) {
        refuse(!keys.add(key), at + "/key", "is that of another " + what);
        refuse(name.zh() == null && name.en() == null, at + "/name", "must be given in Chinese or English");
    }

    private void check(Range range, String at) {
        refuse(range != null && range.empty(), at + "/max", "must not be below min");
    }

    private void check(OrdersWithin orders, String at) {
        refuse(orders != null && orders.empty(), at + "/max", "must not be below min");
    }

    private void refuse(boolean wrong, String pointer, String reason) {
        if (wrong) {
            errors.add(FieldError.at(pointer, reason));
        }
    }
}
