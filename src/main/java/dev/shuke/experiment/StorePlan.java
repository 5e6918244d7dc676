package dev.shuke.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How stores are shared out when an experiment with stores as units starts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ExperimentStores")
public record StorePlan(
        @Schema(description = "`matched` when absent; matched pairs take variants of the same weight alone")
        DrawMethod draw,

        @Size(min = 1, max = 2000, message = "must have 1 to 2000 stores") @Schema(description = "Their codes; all stores when absent")
        List<
                        @NotNull(message = "must be given") @Size(min = 1, max = 64, message = "must have 1 to 64 characters") String>
                codes,

        @Min(value = 1, message = "must be from 1 to 730") @Max(value = 730, message = "must be from 1 to 730") @Schema(description = "Over how many days before the start past sales are counted", defaultValue = "90")
        Integer salesDays) {

    static final StorePlan DEFAULT = new StorePlan(DrawMethod.MATCHED, null, 90);

    StorePlan complete() {
        return new StorePlan(
                draw == null ? DEFAULT.draw : draw, codes, salesDays == null ? DEFAULT.salesDays : salesDays);
    }
}
