package dev.shuke.audit;

import dev.shuke.platform.audit.OutsideLog;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Walks a tenant's chain of seals and says what is not as it was sealed. */
@ApplicationScoped
public class VerificationService {
    private static final int SEALS_AT_ONCE = 50;
    /** After so many entries a walk pauses: the caller goes on with another call. */
    private static final long ENOUGH = 200_000;

    private final TenantKeyService keyService;
    private final TenantDb db;
    private final SealRepository seals;
    private final EntryRepository entries;
    private final OutsideLog outside;

    VerificationService(
            TenantKeyService keyService,
            TenantDb db,
            SealRepository seals,
            EntryRepository entries,
            OutsideLog outside) {
        this.keyService = keyService;
        this.db = db;
        this.seals = seals;
        this.entries = entries;
        this.outside = outside;
    }

    /** @param after the number of the seal behind which to begin; 0 for the whole chain */
    Uni<VerificationView> verify(long after) {
        return keyService
                .current()
                .chain(keys -> heads().chain(heads -> db.inTransaction(tx -> begin(tx, keys, after, heads.known()))))
                .chain(walk -> walkOn(walk)
                        .chain(ended -> db.read(entries::outsideChain).map(found -> walk.result(found, ended))));
    }

    /** @param known null when none are kept */
    private record Heads(List<Head> known) {}

    private Uni<Heads> heads() {
        UUID tenantId = CallContext.current().tenant().id();
        return outside.lines(Head.file(tenantId))
                .map(lines -> new Heads(
                        outside.kept()
                                ? lines.stream()
                                        .map(Head::read)
                                        .filter(Objects::nonNull)
                                        .toList()
                                : null));
    }

    private Uni<Walk> begin(Tx tx, TenantKeys keys, long after, List<Head> heads) {
        return after == 0
                ? Uni.createFrom().item(new Walk(keys, null, heads))
                : seals.list(tx, after - 1, 1)
                        .map(found -> new Walk(keys, found.isEmpty() ? null : found.getFirst(), heads));
    }

    /** Whether the end of the chain was reached. */
    private Uni<Boolean> walkOn(Walk walk) {
        return Multi.createBy()
                .repeating()
                .uni(() -> db.inTransaction(tx -> steps(tx, walk)))
                .whilst(steps -> steps == SEALS_AT_ONCE && walk.entries() < ENOUGH)
                .collect()
                .last()
                .map(steps -> steps < SEALS_AT_ONCE);
    }

    private Uni<Integer> steps(Tx tx, Walk walk) {
        return seals.list(tx, walk.last(), SEALS_AT_ONCE)
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(
                                seal -> entries.list(tx, seal.entries()).invoke(there -> walk.step(seal, there)))
                        .collect()
                        .last()
                        .replaceWith(found.size()));
    }
}
