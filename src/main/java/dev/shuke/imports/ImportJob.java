package dev.shuke.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.imports.RowCutter.Chunk;
import dev.shuke.imports.RowReader.SentRow;
import dev.shuke.platform.file.SealedFiles;
import dev.shuke.platform.jobs.JobFailed;
import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.JobState;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.BulkResult.Rejected;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Works a file off, a chunk at a step. */
@ApplicationScoped
class ImportJob implements TenantJob {
    static final String KIND = "import";
    static final String CHUNK = "chunk";

    /** A chunk's rows: all as they were sent, and those that can be read, which are handed on. */
    private record Rows(List<SentRow> all, List<SentRow> readable, int erased) {
        static Rows of(List<SentRow> all) {
            return of(all, 0);
        }

        private static Rows of(List<SentRow> all, int erased) {
            return new Rows(
                    all, all.stream().filter(row -> row.refusal() == null).toList(), erased);
        }

        /** Without rows about those who were erased since the file was sent. */
        Rows without(ErasedRows erased) {
            List<SentRow> rest =
                    all.stream().filter(row -> !erased.has(row.json())).toList();
            return of(rest, all.size() - rest.size());
        }

        byte[] array() {
            ByteArrayOutputStream array = new ByteArrayOutputStream();
            array.write('[');
            for (int i = 0; i < readable.size(); i++) {
                array.writeBytes((i == 0 ? "" : ",").getBytes(UTF_8));
                array.writeBytes(readable.get(i).json());
            }
            array.write(']');
            return array.toByteArray();
        }
    }

    private record Refusal(SentRow row, Rejected why) {}

    /** Takes the rows of a dry run back, and brings what would have become of them out of the transaction. */
    private static final class Rehearsed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Outcome outcome;

        Rehearsed(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final ImportRepository repository;
    private final RowReader reader;
    private final RowLoader loader;
    private final SealedFiles files;
    private final ErasedRowRepository erasures;
    private final ObjectMapper mapper;

    ImportJob(
            TenantDb db,
            TenantKeyService keyService,
            ImportRepository repository,
            RowReader reader,
            RowLoader loader,
            SealedFiles files,
            ErasedRowRepository erasures,
            ObjectMapper mapper) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.reader = reader;
        this.loader = loader;
        this.files = files;
        this.erasures = erasures;
        this.mapper = mapper;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun run) {
        int number = run.checkpoint().getInteger(CHUNK);
        return keyService
                .current()
                .chain(keys ->
                        db.read(tx -> repository.find(tx, run.id())).chain(file -> step(run, file, number, keys)));
    }

    private Uni<JobRun> step(JobRun run, ImportFile file, int number, TenantKeys keys) {
        return db.read(tx -> repository.findChunk(tx, file.id(), number, keys))
                .onItem()
                .ifNull()
                .failWith(ImportJob::expired)
                .map(chunk -> read(file, chunk))
                .chain(rows -> file.dryRun()
                        ? rehearse(file, rows)
                                .chain(outcome -> run.advance(tx -> lockErased(tx, file, keys)
                                        .chain(erased -> note(tx, file, number, rows, outcome, erased, keys))))
                        : run.advance(tx -> lockErased(tx, file, keys)
                                .chain(erased -> load(tx, file, number, rows.without(erased), erased, keys))));
    }

    /** Before anything else of the file is written: an erasure comes before all of it, or after. */
    private Uni<ErasedRows> lockErased(Tx tx, ImportFile file, TenantKeys keys) {
        return erasures.lock(tx, file.id()).map(barred -> new ErasedRows(file.kind(), barred, keys, mapper));
    }

    private Uni<JobProgress> load(Tx tx, ImportFile file, int number, Rows rows, ErasedRows erased, TenantKeys keys) {
        return loader.load(file, rows.array()).chain(outcome -> note(tx, file, number, rows, outcome, erased, keys));
    }

    private Rows read(ImportFile file, Chunk chunk) {
        return Rows.of(file.format() == ImportFormat.CSV ? reader.csv(chunk, file.columns()) : reader.ndjson(chunk));
    }

    private Uni<Outcome> rehearse(ImportFile file, Rows rows) {
        return db.inSpanningTransaction(tx -> loader.load(file, rows.array()).<Outcome>map(outcome -> {
                    throw new Rehearsed(outcome);
                }))
                .onFailure(Rehearsed.class)
                .recoverWithItem(taken -> ((Rehearsed) taken).outcome);
    }

    /** The chunk is gone with its rows written: nobody can write them again. */
    private Uni<JobProgress> note(
            Tx tx, ImportFile file, int number, Rows rows, Outcome outcome, ErasedRows erased, TenantKeys keys) {
        RejectedRows rejected = rejected(rows, outcome);
        int done = rows.all().size() + rows.erased();
        int refused = rejected.count() + rows.erased();
        JsonObject next = new JsonObject().put(CHUNK, number + 1);
        return repository
                .deleteChunk(tx, file.id(), number)
                .chain(() -> repository.count(tx, file.id(), outcome, refused))
                .invoke(ImportJob::requireWanted)
                .chain(() -> rejected.count() == 0 || !erased.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : files.add(tx, file.id(), number, rejected.bytes(), keys))
                .replaceWith(
                        number == file.chunks()
                                ? JobProgress.end(next, done, refused)
                                : JobProgress.upTo(next, done, refused));
    }

    private static void requireWanted(int counted) {
        if (counted == 0) {
            throw expired();
        }
    }

    private static JobFailed expired() {
        return new JobFailed("expired");
    }

    private static RejectedRows rejected(Rows rows, Outcome outcome) {
        Stream<Refusal> unreadable = rows.all().stream()
                .filter(row -> row.refusal() != null)
                .map(row -> new Refusal(row, Rejected.of(0, row.refusal())));
        Stream<Refusal> refused = outcome.rejected().stream()
                .map(why -> new Refusal(rows.readable().get(why.index()), why));
        RejectedRows rejected = new RejectedRows();
        Stream.concat(unreadable, refused)
                .sorted(Comparator.comparingLong(refusal -> refusal.row().line()))
                .forEach(refusal -> rejected.add(refusal.row(), refusal.why()));
        return rejected;
    }

    @Override
    public Uni<Void> ended(Tx tx, JobRun run, JobState how) {
        return repository
                .deleteChunks(tx, run.id())
                .chain(() -> erasures.delete(tx, run.id()))
                .replaceWithVoid();
    }
}
