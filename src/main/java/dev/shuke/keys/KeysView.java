package dev.shuke.keys;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tenant's keys: by what they are wrapped, and the last rotation. */
@Schema(name = "TenantKeys", requiredProperties = "newestVersion")
public record KeysView(
        @Schema(
                description = "The version of the deployment's key that wraps them; absent while there are none",
                examples = "3fa94b01c2")
        String version,

        @Schema(description = "The version that wraps what is written now", examples = "3fa94b01c2")
        String newestVersion,

        Progress rotation) {

    /** Of the last rotation. */
    @Schema(
            name = "KeyRotation",
            requiredProperties = {"step", "done", "total", "startedAt", "changedAt"})
    public record Progress(
            RotationStep step,

            @Schema(description = "How many sealed values were sealed anew")
            long done,

            @Schema(description = "Of how many, about") long total,
            Instant startedAt,
            Instant changedAt) {

        static Progress of(Rotation rotation) {
            return new Progress(
                    rotation.step(), rotation.done(), rotation.total(), rotation.startedAt(), rotation.changedAt());
        }
    }
}
