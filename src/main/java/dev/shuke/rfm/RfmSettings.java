package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.platform.web.WithETag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a merchant scores its members, and what it calls them then. */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(requiredProperties = "method")
public record RfmSettings(
        @NotNull(message = "must be given") @Schema(
                description =
                        "`ntile`: five groups of one size, equal numbers in order of the members' ids; `thresholds`: by cut points, where equal numbers score the same and one that equals a cut point belongs below it")
        RfmMethod method,

        @Valid @Schema(
                description =
                        "For `thresholds` only. When absent, the quintiles at the time: the i-th is the smallest number that at least i fifths of the buyers do not exceed")
        RfmCuts cuts,

        @Valid @Size(min = 1, max = 20, message = "must be 1 to 20") @Schema(
                description =
                        "In order: a member is in the first that has its scores, or in none. The platform's five when absent")
        List<@NotNull(message = "must not be null") RfmTier> tiers) {

    static final RfmSettings DEFAULTS = new RfmSettings(RfmMethod.NTILE, null, RfmTier.DEFAULTS);

    public RfmSettings {
        tiers = tiers == null ? RfmTier.DEFAULTS : tiers;
    }

    /** @throws ApiException validation_failed at everything beyond its shape that is not valid */
    void require() {
        List<FieldError> errors = new ArrayList<>();
        if (cuts != null) {
            requireCuts(errors);
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < tiers.size(); i++) {
            requireTier(tiers.get(i), "/tiers/" + i, keys, errors);
        }
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }

    private void requireCuts(List<FieldError> errors) {
        if (method != RfmMethod.THRESHOLDS) {
            errors.add(FieldError.at("/cuts", "is for the method thresholds only"));
        }
        requireCuts("/cuts/recencyDays", cuts.recencyDays(), errors);
        requireCuts("/cuts/frequency", cuts.frequency(), errors);
        requireCuts("/cuts/monetary", cuts.monetary(), errors);
    }

    private static void requireCuts(String at, List<Long> cuts, List<FieldError> errors) {
        if (!RfmCuts.valid(cuts)) {
            errors.add(FieldError.at(at, "must be four numbers from 0 on, each above the one before"));
        }
    }

    private static void requireTier(RfmTier tier, String at, Set<String> keys, List<FieldError> errors) {
        if (!keys.add(tier.key())) {
            errors.add(FieldError.at(at + "/key", "is that of another tier"));
        }
        if (tier.name().zh() == null && tier.name().en() == null) {
            errors.add(FieldError.at(at + "/name", "must be given in Chinese or English"));
        }
        tier.named().forEach((name, scores) -> {
            if (scores.empty()) {
                errors.add(FieldError.at(at + "/" + name + "/max", "must not be below min"));
            }
        });
    }
}
