package dev.shuke.privacyrequest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the member who calls asks for. */
@Schema(name = "NewOwnPrivacyRequest")
public record OwnPrivacyRequestRequest(
        @NotNull(message = "must be given") PrivacyRequestType type,

        @Size(max = 20, message = "must have at most 20 entries") @Schema(description = "Of a correction: the names of what is wrong", examples = "[\"profile.city\"]")
        List<
                        @NotNull(message = "must be given") @Pattern(regexp = PrivacyRequestRequest.FIELD, message = PrivacyRequestRequest.NAME) String>
                fields,

        @Valid @Schema(description = "Of an explanation: what is to be explained")
        DecisionRequest decision) {
    PrivacyRequestRequest of(UUID member) {
        return new PrivacyRequestRequest(member, type, fields, decision);
    }
}
