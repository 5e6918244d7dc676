package dev.shuke.app;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An app that is wanted. */
@Schema(requiredProperties = {"name", "scopes"})
public record AppRequest(
        @NotNull(message = "must be given") AppName name,

        @NotNull(message = "must be given") @Size(max = AppPatch.MOST, message = AppPatch.TOO_MANY) @Schema(description = AppPatch.SCOPES)
        List<@NotNull(message = "must be a scope") AppScope> scopes,

        @Size(max = AppPatch.MOST, message = AppPatch.TOO_MANY) @Schema(description = AppPatch.PURPOSES)
        List<@NotNull(message = "must be a purpose") Purpose> purposes) {}
