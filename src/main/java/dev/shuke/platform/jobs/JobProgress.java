package dev.shuke.platform.jobs;

import io.vertx.core.json.JsonObject;

/**
 * What a step has come to.
 *
 * @param done how much more is dealt with, rejected or not
 * @param rejected how much of that could not be done
 * @param checkpoint where the next step begins; nothing personal
 * @param total all there is to do, when it is only known now; null leaves it
 * @param last whether there is nothing left
 */
public record JobProgress(long done, long rejected, JsonObject checkpoint, Long total, boolean last) {
    /** There is more to do. */
    public static JobProgress upTo(JsonObject checkpoint, long done, long rejected) {
        return new JobProgress(done, rejected, checkpoint, null, false);
    }

    /** This was all. */
    public static JobProgress end(JsonObject checkpoint, long done, long rejected) {
        return new JobProgress(done, rejected, checkpoint, null, true);
    }

    public JobProgress of(long total) {
        return new JobProgress(done, rejected, checkpoint, total, last);
    }
}
