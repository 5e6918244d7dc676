package dev.shuke.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a purpose was asked for: of each version of its notice, who was shown it and what they said. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ConsentCoverage",
        requiredProperties = {"purpose", "rounded", "versions", "withoutNotice"})
public record ConsentCoverageView(
        Purpose purpose,

        @Schema(
                description =
                        "For callers who may see no person: every count is to the nearest ten, and absent below ten")
        boolean rounded,

        @Schema(description = "Members whose data is not restricted", examples = "4372")
        Long reachable,

        @Schema(description = "Those of them who have said something, to whatever version", examples = "3940")
        Long answered,

        @Schema(description = "The newest first") List<Version> versions,

        @Schema(description = "Answers that name no version, such as consents with evidence from before")
        Answers withoutNotice) {
    private static final int K = 10;

    /** A version of the notice. Members count once, and with what they said last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "NoticeCoverage",
            requiredProperties = {"versionId", "number", "material", "effectiveAt", "answers", "points"})
    public record Version(
            UUID versionId,

            @Schema(examples = "3") int number,
            boolean material,
            Instant effectiveAt,

            @Schema(description = "Members who were shown it", examples = "2100")
            Long shown,

            Answers answers,

            @Schema(description = "Where they were shown it, at most 100, those of most members first")
            List<Point> points) {

        Version with(Answers said, List<Point> places) {
            return new Version(versionId, number, material, effectiveAt, shown, said, places);
        }

        Version seen(boolean rounded) {
            return new Version(
                    versionId,
                    number,
                    material,
                    effectiveAt,
                    ConsentCoverageView.seen(shown, rounded),
                    answers.seen(rounded),
                    points.stream()
                            .filter(point -> !rounded || point.shown() >= K)
                            .map(point -> new Point(
                                    point.collectionPoint(), ConsentCoverageView.seen(point.shown(), rounded)))
                            .toList());
        }
    }

    /** A place where members are asked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "NoticeCollectionPoint", requiredProperties = "shown")
    public record Point(
            @Schema(description = "Absent: none was named", examples = "checkout")
            String collectionPoint,

            @Schema(examples = "1200") Long shown) {}

    /** What members have said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentAnswers")
    public record Answers(
            @Schema(examples = "1300") Long given,

            @Schema(examples = "420") Long refused,

            @Schema(examples = "90") Long withdrawn,

            @Schema(description = "Expired, or invalidated", examples = "0")
            Long ended) {
        static final Answers NONE = new Answers(0L, 0L, 0L, 0L);

        Answers seen(boolean rounded) {
            return new Answers(
                    ConsentCoverageView.seen(given, rounded),
                    ConsentCoverageView.seen(refused, rounded),
                    ConsentCoverageView.seen(withdrawn, rounded),
                    ConsentCoverageView.seen(ended, rounded));
        }

        long all() {
            return given + refused + withdrawn + ended;
        }
    }

    /** As a caller is told who may see no person, if {@code rounded}. */
    ConsentCoverageView seen() {
        return new ConsentCoverageView(
                purpose,
                rounded,
                seen(reachable, rounded),
                seen(answered, rounded),
                versions.stream().map(version -> version.seen(rounded)).toList(),
                withoutNotice.seen(rounded));
    }

    private static Long seen(Long count, boolean rounded) {
        return !rounded ? count : count < K ? null : Long.valueOf((count + K / 2) / K * K);
    }
}
