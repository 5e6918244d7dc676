package dev.shuke.app;

import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A JSON merge patch (RFC 7396) of an app: what is absent stays, an array takes the place of the other. {@link
 * dev.shuke.platform.web.MergePatch} refuses {@code null}.
 */
public record AppPatch(
        AppName name,

        @Size(max = AppPatch.MOST, message = AppPatch.TOO_MANY) @Schema(description = AppPatch.SCOPES)
        List<@NotNull(message = "must be a scope") AppScope> scopes,

        @Size(max = AppPatch.MOST, message = AppPatch.TOO_MANY) @Schema(description = AppPatch.PURPOSES)
        List<@NotNull(message = "must be a purpose") Purpose> purposes,

        @Schema(description = "false: no token of the app is taken, and none is issued")
        Boolean enabled) {
    static final int MOST = 50;
    static final String TOO_MANY = "must have at most 50 of them";
    static final String SCOPES = "What the app may ask tokens for, and no more";
    static final String PURPOSES = "What the app may use data about members for; of a new one `service` when absent";
}
