package dev.shuke.privacyrequest;

import dev.shuke.member.MemberPatch;
import dev.shuke.platform.audit.Reason;
import jakarta.validation.Valid;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That all of it is done. */
@Schema(name = "PrivacyRequestCompletion")
public record CompletionRequest(
        @Schema(description = "What shows it: a ticket or a place, nothing personal", examples = "ticket 4711")
        Reason evidence,

        @Valid @Schema(description = "Of a correction: what is right, which is written now and kept nowhere else")
        MemberPatch changes) {}
