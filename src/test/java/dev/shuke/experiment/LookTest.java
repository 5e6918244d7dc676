package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shuke.experiment.statistics.ConfidenceSequence;
import dev.shuke.experiment.statistics.Estimate;
import dev.shuke.experiment.statistics.Welch;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookTest {
    private static final double CONFIDENCE = 0.95;

    @Test
    void aFixedPlanIsReadOnceAndBeforeItsEndConcludesNothing() {
        Look look = Look.of(new ExperimentPlan(PlanKind.FIXED, 1_000L, null, null, null, null), 0.05);
        assertThat(look.least()).isEqualTo(1_000);
        assertThat(look.anytime()).isFalse();
        assertThat(look.compare(control(1_000), variant(1_000)))
                .isEqualTo(Welch.compare(control(1_000), variant(1_000), CONFIDENCE));
    }

    @Test
    void aSequentialPlanIsReadWhenever() {
        Look look = Look.of(new ExperimentPlan(PlanKind.SEQUENTIAL, 1_000L, null, null, null, null), 0.05);
        assertThat(look.least()).isZero();
        assertThat(look.anytime()).isTrue();
        assertThat(look.compare(control(400), variant(400)))
                .isEqualTo(ConfidenceSequence.compare(control(400), variant(400), CONFIDENCE, 2_000));
    }

    /** O'Brien and Fleming's boundaries as spent by Lan and DeMets, two looks, 5 %: 2.963 and 1.969 (Jennison and Turnbull 2000). */
    @Test
    void aGroupSequentialPlanHasABoundaryForEachLook() {
        Look look = Look.of(new ExperimentPlan(PlanKind.GROUP_SEQUENTIAL, 1_000L, 2, null, null, null), 0.05);
        assertThat(look.least()).isEqualTo(500);
        for (long units : List.of(500L, 700L, 1_000L, 2_000L)) {
            var compared = look.compare(control(units), variant(units)).require();
            double reach = (compared.interval().upper() - compared.interval().lower()) / 2 / compared.standardError();
            assertThat(reach).as("of %d", units).isCloseTo(units < 1_000 ? 2.963 : 1.969, within(0.001));
        }
    }

    /** Looks are planned for the primary metric alone. */
    @Test
    void theOtherMetricsOfAGroupSequentialPlanHoldAtAnyTime() {
        Look look = Look.of(new ExperimentPlan(PlanKind.GROUP_SEQUENTIAL, 1_000L, 2, null, null, null), 0.05);
        assertThat(look.ofOthers().anytime()).isTrue();
        assertThat(look.ofOthers().method(true)).isEqualTo("confidence_sequence");
    }

    private static Estimate control(long units) {
        return Estimate.of(units, 10, 4.0 / units).require();
    }

    private static Estimate variant(long units) {
        return Estimate.of(units, 10.1, 5.0 / units).require();
    }
}
