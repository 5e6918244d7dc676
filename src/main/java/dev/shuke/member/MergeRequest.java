package dev.shuke.member;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which member is to become a part of the one in the path. */
public record MergeRequest(
        @NotNull(message = "must be given") @Schema(description = "Another member's id")
        UUID from) {}
