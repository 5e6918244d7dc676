package dev.shuke.tag;

import dev.shuke.member.IdentityService;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.BulkReader;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tags given and taken by the thousand, as {@link MemberTagService} does one by one. */
@ApplicationScoped
public class TagBatchService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final IdentityService identities;
    private final TagService tags;
    private final MemberTagRepository repository;
    private final TagSweep sweep;
    private final BulkReader reader;

    TagBatchService(
            TenantDb db,
            TenantKeyService keyService,
            IdentityService identities,
            TagService tags,
            MemberTagRepository repository,
            TagSweep sweep,
            BulkReader reader) {
        this.db = db;
        this.keyService = keyService;
        this.identities = identities;
        this.tags = tags;
        this.repository = repository;
        this.sweep = sweep;
        this.reader = reader;
    }

    /** Whether the caller is shown tags of whatever field group, and so may give any. */
    public static boolean mayGiveAll(CallContext call) {
        return TagRules.SENSITIVITIES.stream().allMatch(FieldPolicy.of(call)::canReadWhole);
    }

    /**
     * Writes the good ones, all in one transaction, and says of every other why not. Whether who has sent them may give
     * such tags, the caller has asked.
     *
     * @param body a JSON array of at most 1,000 {@link TagRowRequest}
     * @param writer who is told to have said so
     */
    public Uni<TagBatchResult> give(byte[] body, String writer) {
        TagBatch batch = new TagBatch();
        reader.each(body, TagRowRequest.class, batch::add, batch::reject);
        return keyService.current().chain(keys -> db.inTransaction(tx -> give(tx, batch, writer, keys)));
    }

    private Uni<TagBatchResult> give(Tx tx, TagBatch batch, String writer, TenantKeys keys) {
        return identities
                .find(tx, batch.identities(), keys)
                .chain(owners -> tags.assignable(tx, batch.tags())
                        .invoke(assignable -> batch.resolve(owners, assignable, writer)))
                .chain(() -> repository.lock(tx, batch.members()))
                .invoke(batch::keep)
                .chain(() -> repository.held(tx, batch.members(), batch.slots()))
                .invoke(batch::compare)
                .chain(() -> write(tx, batch))
                .map(done -> batch.result());
    }

    private Uni<Void> write(Tx tx, TagBatch batch) {
        return Multi.createFrom()
                .iterable(batch.writes().entrySet())
                .onItem()
                .transformToUniAndConcatenate(one -> write(tx, one).invoke(to -> batch.written(one.getKey(), to)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<UUID>> write(Tx tx, Map.Entry<Assignment, List<UUID>> to) {
        return sweep.start(tx, to.getKey())
                .chain(() -> repository.write(tx, to.getKey(), to.getValue().toArray(UUID[]::new)));
    }
}
