package dev.shuke.member;

import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.privacy.Purpose;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Which fields of one member are to be seen in clear text, for what, and why. */
public record RevealRequest(
        @NotEmpty(message = "must name at least one field") @Size(max = 9, message = "must name each field once") List<@NotNull(message = "must be given") RevealField> fields,

        @NotNull(message = "must be given") Purpose purpose,

        @NotNull(message = "must be given") Reason reason) {}
