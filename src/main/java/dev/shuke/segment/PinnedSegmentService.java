package dev.shuke.segment;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.segment.PinnedSegmentRepository.Moment;
import dev.shuke.segment.SegmentService.Readable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who was in a segment at a moment: by the changes of its membership, or as a frozen one keeps them. */
@ApplicationScoped
public class PinnedSegmentService {
    private static final String AT = "/segment";

    private final SegmentService segments;
    private final PinnedSegmentRepository repository;
    private final AudienceRepository audiences;

    PinnedSegmentService(SegmentService segments, PinnedSegmentRepository repository, AudienceRepository audiences) {
        this.segments = segments;
        this.repository = repository;
        this.audiences = audiences;
    }

    /**
     * Settles what the caller has left open.
     *
     * @param asked the field {@code segment} of a body; the caller must be allowed to read the rule of the version, too
     * @throws ApiException not_found, validation_failed, conflict when its members were not there yet
     */
    public Uni<PinnedSegment> pin(Tx tx, PinnedSegment asked, Purpose purpose) {
        return segments.requireReadable(tx, asked.id())
                .map(Readable::segment)
                .invoke(segment -> requirePurpose(segment, purpose))
                .chain(segment -> segment.kind() == SegmentKind.FROZEN || !segment.chooses()
                        ? frozen(asked, segment)
                        : past(tx, asked))
                .call(pinned -> segments.requireReadable(tx, pinned.id(), pinned.version()));
    }

    /**
     * For those who take its stored members whatever they allow, as of a breach.
     *
     * @throws ApiException not_found
     */
    public Uni<Void> requireReadable(Tx tx, UUID id) {
        return segments.requireReadable(tx, id).replaceWithVoid();
    }

    /**
     * A dynamic segment whose entries are known.
     *
     * @param since until then, those who match had entered at some time or other; whoever enters later did so when it is told
     */
    public record Entered(UUID id, Purpose purpose, Instant since) {}

    /**
     * For those who ask when members entered it.
     *
     * @param at the field that names it
     * @throws ApiException not_found, validation_failed of one that nobody enters, conflict when nobody is in it yet
     */
    public Uni<Entered> requireEntered(Tx tx, UUID id, String at) {
        return segments.requireReadable(tx, id)
                .map(Readable::segment)
                .invoke(segment -> {
                    if (segment.kind() == SegmentKind.FROZEN || !segment.chooses()) {
                        throw ApiException.invalid(at, "must be a dynamic segment whose rule chooses");
                    }
                })
                .chain(segment -> repository
                        .filledAt(tx, id, segment.version())
                        .onItem()
                        .ifNull()
                        .failWith(PinnedSegmentService::notFilled)
                        .map(since -> new Entered(id, segment.purpose(), since)));
    }

    private static void requirePurpose(SegmentView segment, Purpose purpose) {
        if (!segment.purpose().equals(purpose)) {
            throw ApiException.invalid("/purpose", "must be the segment's");
        }
    }

    private static Uni<PinnedSegment> frozen(PinnedSegment asked, SegmentView segment) {
        if (asked.asOf() != null) {
            throw ApiException.invalid(
                    AT + "/asOf", "must not be given for a segment that is frozen or chooses nobody");
        }
        int version = asked.version() == null ? segment.version() : asked.version();
        if (version < 1 || version > segment.version()) {
            throw noVersion();
        }
        return Uni.createFrom().item(new PinnedSegment(segment.id(), version, null));
    }

    private Uni<PinnedSegment> past(Tx tx, PinnedSegment asked) {
        Instant now = PointInTime.now().instant();
        Instant asOf = asked.asOf() == null ? now : asked.asOf().instant();
        if (asOf.isAfter(now)) {
            throw ApiException.invalid(AT + "/asOf", "must not be in the future");
        }
        return repository
                .find(tx, asked.id(), asked.version(), asOf)
                .onItem()
                .ifNull()
                .failWith(() -> asked.version() == null
                        ? ApiException.invalid(AT + "/asOf", "must not be before the segment was made")
                        : noVersion())
                .invoke(PinnedSegmentService::requireFilled)
                .map(moment -> new PinnedSegment(asked.id(), moment.version(), new PointInTime(moment.asOf())));
    }

    private static ApiException noVersion() {
        return ApiException.invalid(AT + "/version", "must be one that the segment had by then");
    }

    private static void requireFilled(Moment moment) {
        if (!moment.filled()) {
            throw notFilled();
        }
    }

    private static ApiException notFilled() {
        return new ApiException(ErrorCode.CONFLICT, "The members of that version were not there yet at that moment.");
    }

    /**
     * Those whom the purpose admits now, by id, behind the one given. Whoever was merged into another since counts as whom
     * he is now.
     *
     * @param pinned as {@link #pin} has settled it
     * @param personalised whether its rule chooses; otherwise everybody who can be reached is in it
     * @throws ApiException not_found when the segment has gone, or the caller may not read it any more
     */
    public Uni<List<UUID>> list(
            Tx tx, PinnedSegment pinned, Purpose purpose, boolean personalised, UUID after, int limit) {
        return segments.requireReadable(tx, pinned.id(), pinned.version())
                .map(readable -> personalised && readable.segment().chooses()
                        ? audience(pinned, purpose)
                        : Audience.reachable(purpose))
                .chain(audience -> audiences.list(tx, audience, after, limit))
                .map(members -> members.stream().map(SegmentMember::id).toList());
    }

    /** Whether the segment's rule chooses who is in it. */
    public Uni<Boolean> chooses(Tx tx, PinnedSegment pinned) {
        return segments.requireReadable(tx, pinned.id())
                .map(found -> found.segment().chooses());
    }

    private static Audience audience(PinnedSegment pinned, Purpose purpose) {
        return pinned.asOf() == null
                ? Audience.frozen(purpose, pinned.id(), pinned.version())
                : Audience.matching(
                        purpose,
                        PinnedSegmentRepository.had(pinned.id(), pinned.asOf().instant()));
    }
}
