package dev.shuke.score;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member who will have used something up, at one moment. */
@Schema(
        name = "DueMember",
        requiredProperties = {"memberId", "dueOn", "dueAt", "skus"})
public record DueMemberView(
        UUID memberId,

        @Schema(description = "The day of it, in the tenant's timezone")
        LocalDate dueOn,

        Instant dueAt,

        @Schema(description = "Of which products", examples = "[\"T-7\"]")
        List<String> skus) {}
