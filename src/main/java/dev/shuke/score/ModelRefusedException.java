package dev.shuke.score;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.eventtype.Bilingual;
import java.util.Locale;

/** The data cannot carry a model. Its message is for the merchant's people and names nobody. */
public final class ModelRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Stable codes, for callers and for the record of a training run. */
    public enum Reason {
        /** Too few members to tell the parameters apart. */
        TOO_FEW_MEMBERS("会员太少，无法训练", "Too few members to learn from"),
        /** Too few members who came back, or none. */
        TOO_FEW_REPEATS("复购的会员太少，无法训练", "Too few members came back to learn from"),
        /** Amounts differ so much that an expected one does not exist. */
        NO_MEAN("消费金额差异过大，无法估计平均值", "Amounts differ so much that they have no mean"),
        /** All outcomes are alike: nothing to tell apart. */
        ONE_OUTCOME("结果过于一致，无法区分", "Too few outcomes of one of the two sorts to tell them apart"),
        /** The back-test was worse than the baseline's. */
        WORSE_THAN_BASELINE("回测不如基准方法，不予使用", "In the back-test it did worse than the baseline"),
        /** The search for the most likely parameters did not settle. */
        NOT_CONVERGED("参数估计未收敛", "The search for its parameters did not settle");

        private final Bilingual text;

        Reason(String zh, String en) {
            text = new Bilingual(zh, en);
        }

        /** For people. */
        public Bilingual text() {
            return text;
        }

        /** The code in bodies. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ModelRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
