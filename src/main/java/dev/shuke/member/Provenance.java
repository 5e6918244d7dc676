package dev.shuke.member;

import dev.shuke.platform.web.ApiException;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where the attributes of a body are from. */
@Schema(name = "AttributeProvenance", requiredProperties = "source")
public record Provenance(
        @NotNull(message = "must be given") AttributeSource source,

        @DecimalMin(value = "0.001", message = "must be from 0.001 to 1") @DecimalMax(value = "1", message = "must be from 0.001 to 1") @Schema(description = "Of what is inferred, and there required; counted in thousandths", examples = "0.8")
        Double confidence) {

    public static final Provenance DECLARED = new Provenance(AttributeSource.DECLARED, null);

    private static final int THOUSANDTHS = 1_000;

    /** @throws ApiException validation_failed */
    Provenance checked() {
        boolean inferred = source == AttributeSource.INFERRED;
        if (inferred != (confidence != null)) {
            throw ApiException.invalid(
                    "/provenance/confidence", inferred ? "must be given" : "is only of what is inferred");
        }
        return this;
    }

    /** The better the higher: a confidence in thousandths, 2000 imported, 3000 declared. */
    int rank() {
        return switch (source) {
            case INFERRED -> Math.max(1, (int) Math.round(confidence * THOUSANDTHS));
            case IMPORTED -> 2 * THOUSANDTHS;
            case DECLARED -> 3 * THOUSANDTHS;
        };
    }

    static Provenance ranked(int rank) {
        return switch (rank / THOUSANDTHS) {
            case 3 -> DECLARED;
            case 2 -> new Provenance(AttributeSource.IMPORTED, null);
            default -> new Provenance(AttributeSource.INFERRED, (double) rank / THOUSANDTHS);
        };
    }
}
