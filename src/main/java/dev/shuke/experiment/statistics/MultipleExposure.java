package dev.shuke.experiment.statistics;

/**
 * Units that saw several variants. They are left out of the analysis; when they are many, leaving them out is itself a choice
 * that the variants may have made.
 *
 * @param exposed units that saw any variant
 * @param several those among them that saw more than one
 */
public record MultipleExposure(long exposed, long several) {
    /** The share above which no result may be read. */
    public static final double ALERT = 0.01;

    public MultipleExposure {
        if (several < 0 || exposed < several) {
            throw new IllegalArgumentException("who saw several variants was exposed");
        }
    }

    public double share() {
        return exposed == 0 ? 0 : (double) several / exposed;
    }

    public boolean tooMany() {
        return share() > ALERT;
    }
}
