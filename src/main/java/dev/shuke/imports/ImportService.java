package dev.shuke.imports;

import dev.shuke.imports.RowCutter.Chunk;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.file.SealedFiles;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.tag.TagBatchService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Takes files in, and says what has become of them. */
@ApplicationScoped
public class ImportService {
    /** After which a file that is still arriving was given up. */
    private static final Duration ABANDONED = Duration.ofHours(2);

    /** Of a tenant: files are kept until they are worked off. */
    private static final int MOST_OPEN = 20;

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final ImportRepository repository;
    private final RowReader reader;
    private final SealedFiles files;
    private final Audit audit;
    private final TenantJobs tenantJobs;
    private final Jobs jobs;

    ImportService(
            TenantDb db,
            TenantKeyService keyService,
            ImportRepository repository,
            RowReader reader,
            SealedFiles files,
            Audit audit,
            TenantJobs tenantJobs,
            Jobs jobs) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.reader = reader;
        this.files = files;
        this.audit = audit;
        this.tenantJobs = tenantJobs;
        this.jobs = jobs;
    }

    /**
     * Keeps a file as it arrives and starts the job that works it off. Of one that is refused, or breaks off, nothing
     * stays.
     *
     * @param mapping what columns are called in the file and here, {@code 手机号=identities.phone}
     * @throws ApiException forbidden, malformed_body, validation_failed, body_too_large, rate_limited
     */
    Uni<JobView> receive(
            ImportKind kind, ImportFormat format, boolean dryRun, List<String> mapping, Multi<byte[]> pieces) {
        requireMayWrite(kind);
        UUID id = Ids.next();
        Reception file = new Reception(kind, format, mapping, reader);
        Context own = Vertx.currentContext();
        return keyService
                .current()
                .call(() -> open(id, kind, format, dryRun))
                .call(keys -> keep(id, file, pieces, keys))
                .chain(() -> start(id, file))
                .onTermination()
                .call((job, failure, cancelled) ->
                        job == null ? discard(id, own) : Uni.createFrom().item(0));
    }

    /** Also when the caller has gone, and with him the context of the call. */
    private Uni<Integer> discard(UUID id, Context own) {
        return db.inTransaction(tx -> repository.deleteUnlessReceived(tx, id))
                .runSubscriptionOn(task -> own.runOnContext(ignored -> task.run()));
    }

    private static void requireMayWrite(ImportKind kind) {
        if (!CallContext.current().caller().may(kind.permission())) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Needs " + kind.permission() + " besides.");
        }
        if (kind == ImportKind.TAGS && !TagBatchService.mayGiveAll(CallContext.current())) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "Some tags are not for this caller.");
        }
    }

    private Uni<Void> open(UUID id, ImportKind kind, ImportFormat format, boolean dryRun) {
        Instant now = Instant.now();
        return db.inTransaction(tx -> repository
                .countOpen(tx)
                .invoke(ImportService::requireRoom)
                .chain(() -> repository.insert(tx, id, kind, format, dryRun, now.plus(PersonalCopies.OLD)))
                .chain(() -> jobs.schedule(tx, ImportSweep.KIND, id.toString(), now.plus(ABANDONED))));
    }

    private static void requireRoom(int open) {
        if (open >= MOST_OPEN) {
            throw new ApiException(
                    ErrorCode.RATE_LIMITED, MOST_OPEN + " files wait already: send it when one of them is done.");
        }
    }

    private Uni<Void> keep(UUID id, Reception file, Multi<byte[]> pieces, TenantKeys keys) {
        Multi<Chunk> arriving = pieces.onItem().transformToIterable(file::take);
        Multi<Chunk> rest = Multi.createFrom().deferred(() -> Multi.createFrom().iterable(file.end()));
        return Multi.createBy()
                .concatenating()
                .streams(arriving, rest)
                .onItem()
                .transformToUniAndConcatenate(chunk -> keep(id, file.number(chunk), chunk, keys))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> keep(UUID id, int number, Chunk chunk, TenantKeys keys) {
        return db.inTransaction(tx -> repository.insertChunk(tx, id, number, chunk, keys));
    }

    private Uni<JobView> start(UUID id, Reception file) {
        JsonObject first = new JsonObject().put(ImportJob.CHUNK, 1);
        return db.inTransaction(tx -> repository
                .received(tx, id, file)
                .chain(() -> audit.record(tx, entry("import.started", id)))
                .chain(() ->
                        tenantJobs.start(tx, new NewJob(id, ImportJob.KIND, file.rows(), first, "/v1/imports/" + id))));
    }

    Uni<ImportView> require(UUID id) {
        return db.read(tx -> repository.findView(tx, id)).onItem().ifNull().failWith(ImportService::unknown);
    }

    /**
     * The rows of a file that were refused, a CSV chunk by chunk: to who has sent it, for they are as they were sent.
     *
     * @throws ApiException not_found, forbidden
     */
    Uni<Multi<byte[]>> rejectedRows(UUID id) {
        return db.read(tx -> repository.find(tx, id))
                .onItem()
                .ifNull()
                .failWith(ImportService::unknown)
                .invoke(ImportService::requireSender)
                .invoke(ImportService::requireThere)
                .call(file -> db.inTransaction(tx -> audit.record(tx, entry("import.rejected.fetched", id))))
                .map(file -> Multi.createBy()
                        .concatenating()
                        .streams(Multi.createFrom().item(RejectedRows.header(file)), files.read(id)));
    }

    private static void requireSender(ImportFile file) {
        if (!CallContext.current().caller().subject().equals(file.sentBy())) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Rows that were rejected go back to who has sent them alone.");
        }
    }

    private static void requireThere(ImportFile file) {
        if (file.expiresAt().isBefore(Instant.now())) {
            throw ApiException.notFound("file");
        }
    }

    private static AuditEntry entry(String action, UUID id) {
        return AuditEntry.of(action, "import", id);
    }

    private static ApiException unknown() {
        return ApiException.notFound("import");
    }
}
