package dev.shuke.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.event.EventService;
import dev.shuke.event.ExportedEvent;
import dev.shuke.member.MemberService;
import dev.shuke.member.MemberView;
import dev.shuke.platform.file.IdRange;
import dev.shuke.platform.file.SealedFiles;
import dev.shuke.platform.jobs.JobFailed;
import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.JobState;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.segment.PinnedSegmentService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Writes a file, a page of rows at a step, seen with the eyes of who has asked for it. */
@ApplicationScoped
class ExportJob implements TenantJob {
    static final String KIND = "export";
    private static final String AFTER = "after";
    private static final String PART = "part";
    private static final int PAGE = 500;
    private static final int MOST_TRIES = 20;

    /**
     * @param last whether there are no more
     * @param latest where the next page begins; null when there was nothing in this one
     * @param ids of the rows; null when there are none
     */
    private record Rows(int count, boolean last, UUID latest, IdRange ids, byte[] lines) {
        static <T> Rows of(List<T> page, Function<T, UUID> id, int most, byte[] lines) {
            UUID latest = page.isEmpty() ? null : id.apply(page.getLast());
            return new Rows(page.size(), page.size() < most, latest, range(page, id), lines);
        }

        private static <T> IdRange range(List<T> page, Function<T, UUID> id) {
            return page.isEmpty() ? null : new IdRange(id.apply(page.getFirst()), id.apply(page.getLast()));
        }
    }

    /** Somebody was erased between reading the rows and writing them: they are read again. */
    private static final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Outdated() {
            super(null, null, false, false);
        }
    }

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final ExportRepository repository;
    private final SealedFiles files;
    private final MemberService members;
    private final PinnedSegmentService segments;
    private final EventService events;
    private final ObjectMapper mapper;

    ExportJob(
            TenantDb db,
            TenantKeyService keyService,
            ExportRepository repository,
            SealedFiles files,
            MemberService members,
            PinnedSegmentService segments,
            EventService events,
            ObjectMapper mapper) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.files = files;
        this.members = members;
        this.segments = segments;
        this.events = events;
        this.mapper = mapper;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun run) {
        return Uni.createFrom()
                .deferred(() -> page(run))
                .onFailure(Outdated.class)
                .retry()
                .atMost(MOST_TRIES);
    }

    private Uni<JobRun> page(JobRun run) {
        return keyService
                .current()
                .chain(keys -> db.read(tx -> repository.find(tx, run.id()))
                        .invoke(ExportJob::requireWanted)
                        .invoke(file -> new CallContext(CallContext.current().tenant(), file.caller()).bind())
                        .chain(file ->
                                rows(file, run).chain(rows -> run.advance(tx -> write(tx, file, run, rows, keys)))));
    }

    private static void requireWanted(ExportFile file) {
        requireWanted(file.expiresAt().isAfter(Instant.now()));
    }

    private static void requireWanted(boolean wanted) {
        if (!wanted) {
            throw new JobFailed("expired");
        }
    }

    private static void requireLatest(boolean latest) {
        if (!latest) {
            throw new Outdated();
        }
    }

    private Uni<Rows> rows(ExportFile file, JobRun run) {
        String latest = run.checkpoint().getString(AFTER);
        UUID after = latest == null ? Cursor.FIRST.id() : UUID.fromString(latest);
        int most = Math.min(PAGE, file.limit() - file.rows());
        return switch (file.kind()) {
            case MEMBERS -> file.segment() == null ? members(file, after, most) : ofSegment(file, after, most);
            case EVENTS ->
                events.export(file.purpose(), after, most)
                        .map(page -> Rows.of(page, ExportedEvent::id, most, lines(page)));
        };
    }

    private Uni<Rows> members(ExportFile file, UUID after, int most) {
        return members.export(file.purpose(), file.personalised(), after, most)
                .map(page -> Rows.of(page, MemberView::id, most, lines(page)));
    }

    /** A page may have fewer rows than members of the segment: one may have gone between the two looks. */
    private Uni<Rows> ofSegment(ExportFile file, UUID after, int most) {
        return db.inTransaction(
                        tx -> segments.list(tx, file.segment(), file.purpose(), file.personalised(), after, most))
                .onFailure(ApiException.class)
                .transform(gone -> new JobFailed("segment_gone"))
                .chain(ids -> members.export(file.purpose(), file.personalised(), ids)
                        .map(page -> new Rows(
                                page.size(),
                                ids.size() < most,
                                ids.isEmpty() ? null : ids.getLast(),
                                Rows.range(page, MemberView::id),
                                lines(page))));
    }

    /** Without an end of the last line: whoever sends NDJSON ends each part by himself. */
    private byte[] lines(List<?> rows) {
        return rows.stream().map(this::line).collect(joining("\n")).getBytes(UTF_8);
    }

    private String line(Object row) {
        try {
            return mapper.writeValueAsString(row);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a view has a JSON form", impossible);
        }
    }

    private Uni<JobProgress> write(Tx tx, ExportFile file, JobRun run, Rows rows, TenantKeys keys) {
        int part = run.checkpoint().getInteger(PART, 1);
        boolean last = rows.last() || file.rows() + rows.count() == file.limit();
        JsonObject next = new JsonObject()
                .put(AFTER, rows.latest() == null ? null : rows.latest().toString())
                .put(PART, rows.count() == 0 ? part : part + 1);
        return repository
                .add(tx, file.id(), rows.count(), last)
                .invoke(erasures -> requireWanted(erasures != null))
                .invoke(erasures -> requireLatest(file.erasures() == erasures))
                .chain(() -> rows.count() == 0
                        ? Uni.createFrom().voidItem()
                        : files.addLines(tx, file.id(), part, rows.lines(), rows.ids(), keys))
                .chain(() -> last
                        ? repository.disclose(tx, file.id())
                        : Uni.createFrom().item(0))
                .replaceWith(last ? JobProgress.end(next, rows.count(), 0) : JobProgress.upTo(next, rows.count(), 0));
    }

    /** Of one that was not finished nothing is to be had. */
    @Override
    public Uni<Void> ended(Tx tx, JobRun run, JobState how) {
        return how == JobState.SUCCEEDED ? Uni.createFrom().voidItem() : files.delete(tx, run.id());
    }
}
