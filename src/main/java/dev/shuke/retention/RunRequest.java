package dev.shuke.retention;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether events are to be taken, or only counted. */
@Schema(name = "RetentionRunRequest")
public record RunRequest(@NotNull(message = "must be given") Boolean dryRun) {}
