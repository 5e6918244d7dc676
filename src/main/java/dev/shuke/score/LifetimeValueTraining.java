package dev.shuke.score;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.score.LifetimeValueBackTest.Outcome;
import dev.shuke.score.ModelRefusedException.Reason;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link LifetimeValueModel} of a merchant's members. How near it comes is measured by the mean absolute error, as are
 * dates: squared errors would be those of a handful of the largest buyers.
 */
@ApplicationScoped
class LifetimeValueTraining implements Training {
    /** What an interval is to cover. */
    static final double COVERAGE = 0.8;

    static final Bilingual BASELINE = new Bilingual("与此前同样长的时间花费相同", "As much again as in as many days before");

    /** Of how many intervals the coverage is measured: an interval takes a millisecond. */
    private static final int MOST_INTERVALS = 4_000;

    private static final int LEAST_TRIED = 30;

    private final StoredModels json;

    LifetimeValueTraining(StoredModels json) {
        this.json = json;
    }

    /** In days and minor units; nothing is discounted. */
    record Parameters(BgNbd frequency, GammaGamma spending) {
        LifetimeValueModel over(double days) {
            return new LifetimeValueModel(frequency, spending, days, 0);
        }
    }

    @Override
    public ScoreKind kind() {
        return ScoreKind.CLV;
    }

    @Override
    public List<Integer> daysBefore(int horizonDays) {
        return List.of(0);
    }

    @Override
    public JsonObject learn(List<Shopper> past) {
        Parameters parameters = new Parameters(
                BgNbd.fit(past.stream().map(Shopper::buying).toList()),
                GammaGamma.fit(past.stream().map(Shopper::spent).toList()));
        parameters.over(1);
        return json.write(parameters);
    }

    @Override
    public Trial tried(JsonObject parameters, List<Shopper> later, int horizonDays, String currency) {
        if (later.size() < LEAST_TRIED) {
            throw new ModelRefusedException(Reason.TOO_FEW_MEMBERS, later.size() + " members to try it on");
        }
        LifetimeValueModel model = json.read(parameters, Parameters.class).over(horizonDays);
        double error = 0;
        double baseline = 0;
        double expected = 0;
        double spent = 0;
        for (Shopper shopper : later) {
            double value = model.expected(shopper.buying(), shopper.spent());
            double actual = shopper.later().spent();
            error += Math.abs(value - actual) / later.size();
            baseline += Math.abs(shopper.lately() - actual) / later.size();
            expected += value;
            spent += actual;
        }
        LifetimeValueBackTest intervals = LifetimeValueBackTest.of(model, some(later), COVERAGE);
        LifetimeValueBackTest test = new LifetimeValueBackTest(
                later.size(), expected, spent, COVERAGE, intervals.below(), intervals.above());
        return new Trial(ModelBackTest.ofValues(test, error, baseline, BASELINE, currency), error <= baseline);
    }

    /** Evenly out of all, whatever their order. */
    private static List<Outcome> some(List<Shopper> later) {
        int step = 1 + (later.size() - 1) / MOST_INTERVALS;
        return IntStream.range(0, (later.size() + step - 1) / step)
                .mapToObj(i -> later.get(i * step))
                .map(shopper -> new Outcome(
                        shopper.buying(), shopper.spent(), shopper.later().spent()))
                .toList();
    }
}
