package dev.shuke.score;

/** The data cannot carry a model. Its message is for the merchant's people and names nobody. */
public final class ModelRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Stable codes, for callers and for the record of a training run. */
    public enum Reason {
        /** Too few members to tell the parameters apart. */
        TOO_FEW_MEMBERS,
        /** Too few members who came back, or none. */
        TOO_FEW_REPEATS,
        /** Amounts differ so much that an expected one does not exist. */
        NO_MEAN,
        /** All outcomes are alike: nothing to tell apart. */
        ONE_OUTCOME,
        /** The back-test was worse than the baseline's. */
        WORSE_THAN_BASELINE,
        /** The search for the most likely parameters did not settle. */
        NOT_CONVERGED
    }

    ModelRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
