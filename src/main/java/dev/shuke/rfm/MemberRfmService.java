package dev.shuke.rfm;

import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What single members were scored as. */
@ApplicationScoped
public class MemberRfmService {
    private final TenantDb db;
    private final MemberRfmRepository repository;

    MemberRfmService(TenantDb db, MemberRfmRepository repository) {
        this.db = db;
        this.repository = repository;
    }

    /** Null for a caller who may see none of it, and for nobody. */
    public Uni<MemberRfmView> find(UUID member) {
        FieldPolicy policy = FieldPolicy.of(CallContext.current());
        boolean behaviour = policy.canReadWhole(FieldGroup.BEHAVIOUR);
        boolean amount = policy.canReadWhole(FieldGroup.AMOUNT);
        return behaviour || amount
                ? db.read(tx -> repository.find(tx, member))
                        .map(found -> found == null ? null : found.seenWith(behaviour, amount))
                : Uni.createFrom().nullItem();
    }
}
