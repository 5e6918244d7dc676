package dev.shuke.platform.file;

import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes and reads files of any size with no more than a part of them in memory. */
@ApplicationScoped
public class SealedFiles {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final FilePartRepository repository;

    SealedFiles(TenantDb db, TenantKeyService keyService, FilePartRepository repository) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
    }

    /** @param number tells its place among the parts of the file; gaps are fine */
    public Uni<Void> add(Tx tx, UUID file, int number, byte[] part, TenantKeys keys) {
        return repository
                .insert(tx, file, new FilePart(number, part), null, keys)
                .replaceWithVoid();
    }

    /** As {@link #add}, of lines in the order of their ids: lines that name a member are taken out when he is erased. */
    public Uni<Void> addLines(Tx tx, UUID file, int number, byte[] lines, IdRange ids, TenantKeys keys) {
        return repository
                .insert(tx, file, new FilePart(number, lines), ids, keys)
                .replaceWithVoid();
    }

    /** Of the current call's tenant: its parts in their order, none when there is no such file. */
    public Multi<byte[]> read(UUID file) {
        return keyService.current().toMulti().onItem().transformToMultiAndConcatenate(keys -> {
            AtomicInteger latest = new AtomicInteger(Integer.MIN_VALUE);
            return Multi.createBy()
                    .repeating()
                    .uni(() -> next(file, latest, keys))
                    .whilst(Optional::isPresent)
                    .filter(Optional::isPresent)
                    .map(found -> found.get().content());
        });
    }

    private Uni<Optional<FilePart>> next(UUID file, AtomicInteger latest, TenantKeys keys) {
        return db.read(tx -> repository.findNext(tx, file, latest.get(), keys))
                .map(Optional::ofNullable)
                .invoke(found -> found.ifPresent(part -> latest.set(part.number())));
    }

    public Uni<Void> delete(Tx tx, UUID file) {
        return repository.delete(tx, file).replaceWithVoid();
    }
}
