package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.web.WithETag;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is one and the same for all experiments of a tenant. */
@WithETag
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ExperimentSettings", requiredProperties = "holdout")
public record ExperimentSetting(
        @Schema(description = "The share of members kept out of all experiments", examples = "0.05")
        double holdout,

        @Schema(description = "Of the documented hash; absent before the first experiment")
        String salt) {

    static final ExperimentSetting NONE = new ExperimentSetting(0, null);
}
