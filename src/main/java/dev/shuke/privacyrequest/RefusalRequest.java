package dev.shuke.privacyrequest;

import dev.shuke.platform.audit.Reason;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why it is not done: the member is told the ground, the words only your own people. */
@Schema(name = "PrivacyRequestRefusal")
public record RefusalRequest(
        @NotNull(message = "must be given") RefusalGround ground,
        @NotNull(message = "must be given") Reason evidence) {}
