package dev.shuke.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a batch: {@code accepted + duplicates + rejected.size()} is the number of events sent. */
@Schema(requiredProperties = {"accepted", "duplicates", "rejected", "unknown"})
public record IngestResult(
        @Schema(description = "Written now", examples = "499")
        int accepted,

        @Schema(description = "Known already, with the same content", examples = "0")
        int duplicates,

        List<Rejected> rejected,
        Unknown unknown,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Schema(
                description =
                        "Of events that were accepted: what was not kept, and why; absent where nothing was left out")
        List<Rejected> leftOut) {

    /**
     * Stores and products that events of the batch name and nobody has told us of; the events are kept all the same.
     * Listed to whoever sent them, at most 100 of each; the rest is at {@code /v1/events/unknown-names}.
     */
    @Schema(
            name = "UnknownNames",
            description = "Named by events that were kept, and not at /v1/stores or /v1/products; at most 100 of each",
            requiredProperties = {"stores", "skus"})
    public record Unknown(
            @Schema(examples = "[\"S-77\"]") List<String> stores,

            @Schema(examples = "[\"X1\"]") List<String> skus) {
        static final Unknown NOTHING = new Unknown(List.of(), List.of());

        private static final int MAX_LISTED = 100;

        static Unknown of(List<String> stores, List<String> skus) {
            return new Unknown(
                    stores.stream().limit(MAX_LISTED).toList(),
                    skus.stream().limit(MAX_LISTED).toList());
        }
    }

    /** One event that was not written, or not all of it, and why. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(
            name = "RejectedEvent",
            requiredProperties = {"index", "code", "detail"})
    public record Rejected(
            @Schema(description = "Place in the batch, from 0", examples = "3")
            int index,

            @Schema(
                    description =
                            "validation_failed, malformed_body, conflict, unknown_member, consent_missing or event_type_forbidden",
                    examples = "conflict")
            String code,

            String detail,

            @Schema(description = "Pointers are relative to the event")
            List<FieldError> errors) {

        static Rejected of(int index, ErrorCode code, String detail) {
            return new Rejected(index, code.key(), detail, List.of());
        }

        static Rejected of(int index, ApiException refusal) {
            return new Rejected(index, refusal.code().key(), refusal.getMessage(), refusal.errors());
        }
    }

    static IngestResult of(
            int accepted, int duplicates, List<Rejected> rejected, Unknown unknown, List<Rejected> leftOut) {
        return new IngestResult(accepted, duplicates, inOrder(rejected), unknown, inOrder(leftOut));
    }

    private static List<Rejected> inOrder(List<Rejected> events) {
        return events.stream().sorted(Comparator.comparingInt(Rejected::index)).toList();
    }
}
