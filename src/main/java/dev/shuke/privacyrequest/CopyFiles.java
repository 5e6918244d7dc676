package dev.shuke.privacyrequest;

import dev.shuke.platform.file.SealedFiles;
import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;

/** Keeps what members are given, sealed, until it expires; then deletes it. */
@ApplicationScoped
class CopyFiles implements JobKind {
    static final String KIND = "privacy.sweep";

    /** How long a member has to fetch it. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final int PART = 256 * 1024;

    private final TenantDb db;
    private final SealedFiles files;
    private final CopyFileRepository requests;
    private final Jobs jobs;

    CopyFiles(TenantDb db, SealedFiles files, CopyFileRepository requests, Jobs jobs) {
        this.db = db;
        this.files = files;
        this.requests = requests;
        this.jobs = jobs;
    }

    Uni<Void> write(Tx tx, UUID file, CopyArchive archive, TenantKeys keys) {
        Instant expiresAt = Instant.now().plus(KEPT);
        byte[] zip = archive.end();
        return Multi.createFrom()
                .items(IntStream.rangeClosed(0, (zip.length - 1) / PART).boxed())
                .onItem()
                .transformToUniAndConcatenate(part -> files.add(tx, file, part, part(zip, part), keys))
                .collect()
                .last()
                .chain(() -> requests.written(tx, file, archive.rows(), expiresAt))
                .chain(() -> jobs.schedule(tx, KIND, file.toString(), expiresAt));
    }

    private static byte[] part(byte[] zip, int part) {
        return Arrays.copyOfRange(zip, part * PART, Math.min(zip.length, (part + 1) * PART));
    }

    Multi<byte[]> read(UUID file) {
        return files.read(file);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return db.inTransaction(tx -> files.delete(tx, UUID.fromString(ref)));
    }
}
