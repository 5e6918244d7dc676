package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.shuke.score.ModelRefusedException.Reason;
import dev.shuke.score.NextPurchaseModel.Errors;
import dev.shuke.score.NextPurchaseModel.Outcome;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On the real orders of the demo merchant (UCI Online Retail), and on simulated intervals. */
class NextPurchaseModelTest {
    private static final NextPurchaseModel MODEL = new NextPurchaseModel(Math.log(30), 0.5, 0.4, 28);

    /** Learned from what lies before 2011-09-09, tried on those who bought from then to the end of the data. */
    @Test
    void isNearerThanTheMembersOwnMedianInterval() {
        ShoppingRecords.Intervals intervals = ShoppingRecords.ofOnlineRetail().intervals(LocalDate.of(2011, 9, 9));
        NextPurchaseModel model = NextPurchaseModel.fit(intervals.known(), intervals.medianDays());
        Errors errors = model.backTest(intervals.outcomes());
        assertThat(errors.members()).isEqualTo(1921);
        assertThat(errors.passed()).isTrue();
        assertThat(errors.meanAbsolute()).isLessThan(0.9 * errors.baselineMeanAbsolute());
    }

    @Test
    void findsTheParametersOfSimulatedIntervals() {
        Random random = new Random(31);
        List<PurchaseIntervals> members = Stream.generate(() -> {
                    double mean = MODEL.meanLog() + Math.sqrt(MODEL.between()) * random.nextGaussian();
                    return PurchaseIntervals.of(DoubleStream.generate(
                                    () -> Math.exp(mean + Math.sqrt(MODEL.within()) * random.nextGaussian()))
                            .limit(random.nextInt(8))
                            .toArray());
                })
                .limit(20_000)
                .toList();
        NextPurchaseModel found = NextPurchaseModel.fit(members, 28);
        assertThat(found.meanLog()).isCloseTo(MODEL.meanLog(), within(0.03));
        assertThat(found.within()).isCloseTo(MODEL.within(), withPercentage(4));
        assertThat(found.between()).isCloseTo(MODEL.between(), withPercentage(6));
    }

    /** Members drawn as they are known, with those left out who would have bought by now. */
    @Test
    void halfBuyBefore() {
        Random random = new Random(37);
        PurchaseIntervals known = PurchaseIntervals.of(20, 45, 33);
        for (double elapsed : new double[] {0, 10, 40, 120}) {
            double ahead = MODEL.daysAhead(known, elapsed);
            double[] later = DoubleStream.generate(() -> interval(known, random))
                    .limit(400_000)
                    .filter(interval -> interval > elapsed)
                    .toArray();
            double before = Arrays.stream(later)
                    .filter(interval -> interval < elapsed + ahead)
                    .count();
            assertThat(before / later.length).as("%s days", elapsed).isCloseTo(0.5, within(0.03));
        }
    }

    private static double interval(PurchaseIntervals known, Random random) {
        double precision = 1 / MODEL.between() + known.count() / MODEL.within();
        double mean = (MODEL.meanLog() / MODEL.between() + known.logSum() / MODEL.within()) / precision;
        double own = mean + random.nextGaussian() / Math.sqrt(precision);
        return Math.exp(own + Math.sqrt(MODEL.within()) * random.nextGaussian());
    }

    @Test
    void theMoreIsKnownTheMoreItCounts() {
        assertThat(MODEL.daysAhead(PurchaseIntervals.of(), 0)).isCloseTo(30, within(1e-9));
        double once = MODEL.daysAhead(PurchaseIntervals.of(90), 0);
        double often = MODEL.daysAhead(PurchaseIntervals.of(90, 90, 90, 90, 90, 90), 0);
        assertThat(once).isBetween(30.0, often);
        assertThat(often).isLessThan(90);
        NextPurchaseModel alike = new NextPurchaseModel(Math.log(30), 0.5, 0, 28);
        assertThat(alike.daysAhead(PurchaseIntervals.of(90, 90), 0)).isCloseTo(30, within(1e-9));
    }

    @Test
    void whoIsVeryLateStillHasADate() {
        for (double elapsed : new double[] {1e3, 1e6, 1e12}) {
            assertThat(MODEL.daysAhead(PurchaseIntervals.of(2, 2, 2, 2, 2, 2), elapsed))
                    .isGreaterThan(0)
                    .isFinite();
        }
    }

    @Test
    void theBaselineIsNowWhereItIsPast() {
        assertThat(MODEL.baselineDaysAhead(PurchaseIntervals.of(10, 40, 20), 15))
                .isEqualTo(5);
        assertThat(MODEL.baselineDaysAhead(PurchaseIntervals.of(10, 40), 30)).isZero();
        assertThat(MODEL.baselineDaysAhead(PurchaseIntervals.of(), 8)).isEqualTo(20);
    }

    @Test
    void errorsAreMeansOfDays() {
        Errors errors = MODEL.backTest(
                List.of(new Outcome(PurchaseIntervals.of(), 0, 33), new Outcome(PurchaseIntervals.of(), 0, 29)));
        assertThat(errors.meanAbsolute()).isCloseTo(2, within(1e-9));
        assertThat(errors.baselineMeanAbsolute()).isCloseTo(3, within(1e-9));
        assertThat(errors.passed()).isTrue();
        assertThat(MODEL.backTest(List.of()).passed()).isFalse();
    }

    @Test
    void refusesWhatCannotBeFit() {
        assertThatThrownBy(() -> NextPurchaseModel.fit(List.of(PurchaseIntervals.of(3, 4)), 3))
                .isInstanceOfSatisfying(
                        ModelRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_FEW_MEMBERS));
        assertThatThrownBy(() -> NextPurchaseModel.fit(Collections.nCopies(90, PurchaseIntervals.of(3)), 3))
                .isInstanceOfSatisfying(
                        ModelRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_FEW_REPEATS));
        assertThatIllegalArgumentException().isThrownBy(() -> PurchaseIntervals.of(3, 0));
        NextPurchaseModel clockwork = NextPurchaseModel.fit(Collections.nCopies(50, PurchaseIntervals.of(7, 7)), 7);
        assertThat(clockwork.daysAhead(PurchaseIntervals.of(7, 7), 5)).isCloseTo(2, within(0.02));
    }
}
