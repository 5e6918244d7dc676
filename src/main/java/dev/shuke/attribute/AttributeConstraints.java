package dev.shuke.attribute;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.Problem.FieldError;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a value must be beyond its type. Each part is for some types only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AttributeConstraints")
public record AttributeConstraints(
        @Size(min = 1, max = 200, message = "must have 1 to 200 characters") @Schema(
                description = "Of a `string`: RE2 syntax, matched against the whole of it",
                examples = "[A-Z]{2}[0-9]{4}")
        String pattern,

        @Schema(
                description =
                        "Of a `number` the least; of `money` the least minor units; of a `string` the fewest characters; of a `stringList` the fewest entries",
                examples = "1")
        Double min,

        @Schema(description = "Likewise the greatest, the most", examples = "10")
        Double max,

        @Size(min = 1, max = 100, message = "must have 1 to 100 values") @Schema(description = "Of an `enum`, and there required: the values it can have, none of them twice")
        List<@NotNull(message = "must be given") String> values) {

    public static final AttributeConstraints NONE = new AttributeConstraints(null, null, null, null);

    /** {@link #NONE} for null. */
    public static AttributeConstraints of(AttributeConstraints given) {
        return given == null ? NONE : given;
    }

    /** What is wrong with them for values of the type, each below {@code /constraints}. */
    public List<FieldError> faults(AttributeType type) {
        return ConstraintRules.check(type, this);
    }

    /**
     * A value of the type that a caller sends.
     *
     * @param currency of the tenant
     * @return as it is kept: what JSON has, in one spelling each
     * @throws InvalidValue when it is not of the type, or not within the constraints
     */
    public Object read(AttributeType type, JsonNode value, String currency) {
        return AttributeValue.read(type, this, value, currency);
    }
}
