package dev.shuke.score;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** How a model of one kind is learned and tried: a bean, for a thread that may take its time. */
interface Training {
    ScoreKind kind();

    /**
     * How many days before the cut-off it looks at members, once or several times: what they did within the horizon after
     * each is known by the cut-off. 0 where it learns of nothing but what lies before the cut-off.
     */
    List<Integer> daysBefore(int horizonDays);

    /**
     * The parameters.
     *
     * @param past members as they stood on those days, all in one list
     * @throws ModelRefusedException when they cannot carry a model
     */
    JsonObject learn(List<Shopper> past);

    /**
     * How near the model came to what then happened.
     *
     * @param parameters learned
     * @param later members as they stood at the cut-off, and what they did within the horizon after it
     * @throws ModelRefusedException likewise
     */
    Trial tried(JsonObject parameters, List<Shopper> later, int horizonDays, String currency);

    /** @param passed whether it is not worse than the baseline */
    record Trial(ModelBackTest backTest, boolean passed) {}
}
