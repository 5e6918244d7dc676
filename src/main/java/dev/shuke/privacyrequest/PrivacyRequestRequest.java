package dev.shuke.privacyrequest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member has asked for, as somebody of the staff enters it. */
@Schema(name = "NewPrivacyRequest")
public record PrivacyRequestRequest(
        @NotNull(message = "must be given") UUID memberId,
        @NotNull(message = "must be given") PrivacyRequestType type,

        @Size(max = 20, message = "must have at most 20 entries") @Schema(
                description = "Of a correction: the names of what is wrong, never what is right",
                examples = "[\"profile.city\"]")
        List<@NotNull(message = "must be given") @Pattern(regexp = FIELD, message = NAME) String> fields,

        @Valid @Schema(description = "Of an explanation: what is to be explained")
        DecisionRequest decision) {
    static final String FIELD = "[A-Za-z][A-Za-z0-9_]{0,63}(\\.[A-Za-z][A-Za-z0-9_]{0,63})?";
    static final String NAME = "must be the name of a field, such as profile.city";

    @Override
    public List<String> fields() {
        return fields == null ? List.of() : fields;
    }
}
