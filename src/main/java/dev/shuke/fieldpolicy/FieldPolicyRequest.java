package dev.shuke.fieldpolicy;

import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldMatrix;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The changes that a merchant makes to the platform's table. What is not named is as the platform has it. */
@Schema(name = "FieldPolicyChange", requiredProperties = "roles")
public record FieldPolicyRequest(
        @NotNull(message = "must be given") @Schema(
                description = "By staff role, or `app`; then by field group; how much is seen",
                examples = "{\"marketing\": {\"amount\": \"full\"}}")
        Map<String, Map<String, String>> roles) {

    /** @throws ApiException validation_failed at each cell that the platform does not allow */
    Map<String, Map<String, String>> checked() {
        List<FieldError> errors = new ArrayList<>();
        roles.forEach((row, cells) -> {
            if (!FieldMatrix.rows().contains(row)) {
                errors.add(FieldError.at("/roles", "must have no other fields than " + FieldMatrix.rows()));
            } else if (cells == null) {
                errors.add(FieldError.at("/roles/" + row, "must be an object"));
            } else {
                cells.forEach((group, sight) -> check(row, group, sight, "/roles/" + row, errors));
            }
        });
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
        return roles;
    }

    private static void check(String row, String group, String sight, String at, List<FieldError> errors) {
        FieldGroup known = FieldGroup.named(group).orElse(null);
        if (known == null) {
            errors.add(FieldError.at(at, "must have no other fields than " + List.of(FieldGroup.values())));
            return;
        }
        List<Sight> allowed = known.sights().stream()
                .filter(one -> FieldMatrix.atMost(row, known).atLeast(one))
                .toList();
        if (Sight.named(sight).filter(allowed::contains).isEmpty()) {
            errors.add(FieldError.at(at + "/" + group, "must be one of " + allowed));
        }
    }
}
