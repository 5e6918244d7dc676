package dev.shuke.consent;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.shuke.member.IdentityService;
import dev.shuke.member.MemberBatchService;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.BulkReader;
import dev.shuke.purpose.NoticeService;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What members have said before, by the thousand; as {@link ConsentService} takes it one call after the other. */
@ApplicationScoped
public class ConsentBatchService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final IdentityService identities;
    private final MemberBatchService members;
    private final PurposeService purposes;
    private final NoticeService notices;
    private final LedgerRepository ledger;
    private final StateRepository states;
    private final BulkReader reader;

    ConsentBatchService(
            TenantDb db,
            TenantKeyService keyService,
            IdentityService identities,
            MemberBatchService members,
            PurposeService purposes,
            NoticeService notices,
            LedgerRepository ledger,
            StateRepository states,
            BulkReader reader) {
        this.db = db;
        this.keyService = keyService;
        this.identities = identities;
        this.members = members;
        this.purposes = purposes;
        this.notices = notices;
        this.ledger = ledger;
        this.states = states;
        this.reader = reader;
    }

    /**
     * Writes the good ones, all in one transaction, and says of every other why not. What is in a ledger already is left as
     * it is, so that nothing is there twice however often it is sent.
     *
     * @param body a JSON array of at most 1,000 {@link ConsentRowRequest}
     * @param actor the subject of who has sent them
     */
    public Uni<ConsentBatchResult> record(byte[] body, String actor) {
        ConsentBatch batch = new ConsentBatch();
        reader.each(body, ConsentRowRequest.class, batch::add, batch::reject);
        return keyService.current().chain(keys -> db.inTransaction(tx -> record(tx, batch, actor, keys)));
    }

    private Uni<ConsentBatchResult> record(Tx tx, ConsentBatch batch, String actor, TenantKeys keys) {
        return identities
                .find(tx, batch.identities(), keys)
                .invoke(batch::resolve)
                .chain(() -> members.lock(tx, batch.members()))
                .invoke(batch::keep)
                .chain(() -> draw(tx, batch, actor))
                .chain(() -> write(tx, batch))
                .map(done -> batch.result());
    }

    private Uni<Void> draw(Tx tx, ConsentBatch batch, String actor) {
        return Uni.combine()
                .all()
                .unis(
                        ledger.heads(tx, batch.members()),
                        ledger.saidAt(tx, batch.members(), batch.purposes(), batch.times()),
                        purposes.all(tx),
                        notices.versions(tx, batch.versions()))
                .asTuple()
                .invoke(found -> {
                    Map<UUID, List<LedgerEntry>> before =
                            found.getItem2().stream().collect(groupingBy(LedgerEntry::member));
                    batch.draw(member -> new LedgerDraft(
                            tx.tenantId(),
                            tx.call().tenant().zone(),
                            member,
                            actor,
                            found.getItem1().get(member),
                            before.getOrDefault(member, List.of()),
                            found.getItem3(),
                            found.getItem4()));
                })
                .replaceWithVoid();
    }

    private Uni<Void> write(Tx tx, ConsentBatch batch) {
        if (batch.fresh().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<UUID> changed = batch.fresh().stream().map(LedgerEntry::member).collect(toSet());
        return ledger.add(tx, batch.fresh()).chain(() -> states.remake(tx, changed));
    }
}
