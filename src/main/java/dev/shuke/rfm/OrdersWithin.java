package dev.shuke.rfm;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many orders in the last days: three and more a week, one or two a month, none for two months. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RfmOrders")
public record OrdersWithin(
        @Min(value = 1, message = "must be from 1 to 3650") @Max(value = 3650, message = "must be from 1 to 3650") @Schema(
                description =
                        "The snapshot date and as many days before it as make up these, in the tenant's timezone; ever when absent",
                examples = "7")
        Integer days,

        @Min(value = 0, message = "must be from 0 to 100000") @Max(value = 100_000, message = "must be from 0 to 100000") @Schema(examples = "3")
        Integer min,

        @Min(value = 0, message = "must be from 0 to 100000") @Max(value = 100_000, message = "must be from 0 to 100000") @Schema(examples = "100")
        Integer max) {

    static OrdersWithin ever(Integer min, Integer max) {
        return new OrdersWithin(null, min, max);
    }

    boolean empty() {
        return min != null && max != null && min > max;
    }
}
