package dev.shuke.privacyrequest;

import dev.shuke.member.MemberPatch;
import dev.shuke.platform.audit.Reason;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That all of it is done. */
@Schema(name = "PrivacyRequestCompletion")
public record CompletionRequest(
        @Schema(description = "What shows it: a ticket or a place, nothing personal", examples = "ticket 4711")
        Reason evidence,

        @Valid @Schema(description = "Of a correction: what is right, which is written now and kept nowhere else")
        MemberPatch changes) {

    /** The names of the fields that the changes are of, as a request has them. */
    List<String> changed() {
        List<String> names = new ArrayList<>();
        if (changes != null && changes.profile() != null) {
            changes.profile().fieldNames().forEachRemaining(name -> names.add("profile." + name));
        }
        if (changes != null && changes.attributes() != null) {
            changes.attributes().keySet().forEach(name -> names.add("attributes." + name));
        }
        return names;
    }
}
