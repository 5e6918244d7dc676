package dev.shuke.platform.jobs;

import dev.shuke.platform.tenancy.Ids;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * Long work to be started.
 *
 * @param id its own, or that of the thing it is about, so that both are found by one id
 * @param kind of a {@link TenantJob}
 * @param total how much there is to do; null when nobody knows
 * @param checkpoint where the first step begins; nothing personal
 * @param result the path at which its outcome will be found; null when there is none
 */
public record NewJob(UUID id, String kind, Long total, JsonObject checkpoint, String result) {
    /** Begins with nothing known. */
    public static NewJob of(String kind) {
        return new NewJob(Ids.next(), kind, null, new JsonObject(), null);
    }
}
