package dev.shuke.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.PlainText;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.platform.web.SafeTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What makes a definition acceptable, beyond its shape. */
final class ExperimentRules {
    static final int MAX_PAYLOAD_BYTES = 4_000;

    private static final int MAX_NAME = 120;
    private static final int MAX_HYPOTHESIS = 2_000;

    private final ExperimentRequest definition;
    private final String currency;
    private final List<FieldError> errors = new ArrayList<>();

    private ExperimentRules(ExperimentRequest definition, String currency) {
        this.definition = definition;
        this.currency = currency;
    }

    /**
     * @param definition complete
     * @param currency the tenant's
     * @throws ApiException validation_failed with every fault found
     */
    static void require(ExperimentRequest definition, String currency) {
        ExperimentRules rules = new ExperimentRules(definition, currency);
        rules.checkTexts();
        rules.checkShares();
        rules.checkVariants();
        rules.checkMetrics();
        rules.checkPlan();
        rules.checkUnit();
        if (!rules.errors.isEmpty()) {
            throw ApiException.invalid(rules.errors);
        }
    }

    private void checkTexts() {
        checkLine(definition.name(), MAX_NAME, "/name");
        if (definition.hypothesis() != null) {
            checkLine(definition.hypothesis(), MAX_HYPOTHESIS, "/hypothesis");
        }
    }

    private void checkLine(String text, int most, String pointer) {
        try {
            PlainText.line(text, most);
        } catch (InvalidValue refused) {
            add(pointer, refused.getMessage());
        }
    }

    private void checkShares() {
        if (!(definition.traffic() > 0 && definition.traffic() <= 1)) {
            add("/traffic", "must be above 0 and at most 1");
        }
        if (repeats(definition.variantKeys())) {
            add("/variants", "must have a key of their own each");
            return;
        }
        try {
            new Allocation("any", "any", 0, null, Bucket.COUNT, definition.weights());
        } catch (IllegalArgumentException tooSmall) {
            add("/variants", "must each have at least one ten-thousandth of the weights");
        }
    }

    private void checkVariants() {
        Set<Object> testers = new HashSet<>();
        for (int i = 0; i < definition.variants().size(); i++) {
            Variant variant = definition.variants().get(i);
            String pointer = "/variants/" + i;
            checkPayload(variant, pointer + "/payload");
            if (variant.cost() != null) {
                checkCurrency(variant.cost().fixed(), pointer + "/cost/fixed/currency");
                checkCurrency(variant.cost().perUnit(), pointer + "/cost/perUnit/currency");
            }
            if (!variant.testersOrNone().stream().allMatch(testers::add)) {
                add(pointer + "/testers", "must name nobody twice");
            }
        }
    }

    private void checkPayload(Variant variant, String pointer) {
        if (variant.payload() == null) {
            return;
        }
        errors.addAll(SafeTree.errors(variant.payload(), pointer));
        if (variant.payload().toString().getBytes(UTF_8).length > MAX_PAYLOAD_BYTES) {
            add(pointer, "must have at most " + MAX_PAYLOAD_BYTES + " bytes");
        }
    }

    private void checkCurrency(Money cost, String pointer) {
        if (cost != null && !cost.currency().equals(currency)) {
            add(pointer, "must be the tenant's currency, " + currency);
        }
    }

    private void checkMetrics() {
        List<MetricDefinition> metrics = definition.metrics();
        errors.addAll(MetricRules.errors(metrics, definition.unit() == ExperimentUnit.STORE));
        if (repeats(metrics.stream().map(MetricDefinition::key).toList())) {
            add("/metrics", "must have a key of their own each");
        }
        long primary = metrics.stream()
                .filter(metric -> metric.role() == MetricRole.PRIMARY)
                .count();
        if (!metrics.isEmpty() && primary != 1) {
            add("/metrics", "must have exactly one whose role is primary");
        }
    }

    private void checkPlan() {
        ExperimentPlan plan = definition.plan();
        if (!(plan.alpha() >= 0.001 && plan.alpha() <= 0.2)) {
            add("/plan/alpha", "must be from 0.001 to 0.2");
        }
        if (!(plan.power() >= 0.5 && plan.power() <= 0.999)) {
            add("/plan/power", "must be from 0.5 to 0.999");
        }
        if (plan.effect() != null && !(plan.effect() > 0 && plan.effect() <= 10)) {
            add("/plan/effect", "must be above 0 and at most 10");
        }
        if ((plan.looks() != null) != (plan.kind() == PlanKind.GROUP_SEQUENTIAL)) {
            add("/plan/looks", "must be given of a group-sequential plan, and of no other");
        }
    }

    private void checkUnit() {
        if (definition.unit() != ExperimentUnit.STORE) {
            refuseIf(definition.stores() != null, "/stores", "must be absent unless stores are the units");
            return;
        }
        String not = "must be absent where stores are the units";
        refuseIf(definition.audience() != null, "/audience", not);
        refuseIf(definition.layer() != null, "/layer", not);
        refuseIf(
                definition.traffic() != 1,
                "/traffic",
                "must be 1 where stores are the units: name them in stores.codes");
        refuseIf(
                definition.variants().stream()
                        .anyMatch(variant -> !variant.testersOrNone().isEmpty()),
                "/variants",
                "must have no testers where stores are the units");
        refuseIf(
                definition.stores().draw() == DrawMethod.MATCHED
                        && definition.variants().stream()
                                        .map(Variant::weight)
                                        .distinct()
                                        .count()
                                > 1,
                "/stores/draw",
                "must be another where the variants' weights differ");
    }

    private void refuseIf(boolean refused, String pointer, String reason) {
        if (refused) {
            add(pointer, reason);
        }
    }

    /**
     * What must stay as it is once somebody may have seen a variant: else what was measured before and after would not be
     * the same thing. Weights, traffic, payloads, costs, testers and further metrics may change.
     *
     * @throws ApiException validation_failed
     */
    static void requireUnchanged(ExperimentRequest before, ExperimentRequest after) {
        ExperimentRules rules = new ExperimentRules(after, null);
        rules.requireSame(before.unit(), after.unit(), "/unit");
        rules.requireSame(before.purpose(), after.purpose(), "/purpose");
        rules.requireSame(before.audience(), after.audience(), "/audience");
        rules.requireSame(before.layer(), after.layer(), "/layer");
        rules.requireSame(before.variantKeys(), after.variantKeys(), "/variants");
        rules.requireSame(before.primary(), after.primary(), "/metrics");
        rules.requireSame(before.plan(), after.plan(), "/plan");
        rules.requireSame(before.stores(), after.stores(), "/stores");
        if (before.unit() == ExperimentUnit.STORE) {
            rules.requireSame(before.weights(), after.weights(), "/variants");
        }
        if (!rules.errors.isEmpty()) {
            throw ApiException.invalid(rules.errors);
        }
    }

    private void requireSame(Object before, Object after, String pointer) {
        refuseIf(
                before == null ? after != null : !before.equals(after),
                pointer,
                "/metrics".equals(pointer)
                        ? "must have the same primary metric: the experiment has started"
                        : "must stay as it is: the experiment has started");
    }

    private static boolean repeats(List<String> keys) {
        return new HashSet<>(keys).size() < keys.size();
    }

    private void add(String pointer, String reason) {
        errors.add(FieldError.at(pointer, reason));
    }
}
