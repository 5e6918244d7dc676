package dev.shuke.member;

import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * For the copy that a member is given of what is held of him, and for nothing else: it is in clear, whoever calls.
 * Nobody of the staff is answered any of it.
 */
@ApplicationScoped
public class MemberCopyService {
    private final MemberCopyRepository repository;

    MemberCopyService(MemberCopyRepository repository) {
        this.repository = repository;
    }

    /** All members that are the person, himself among them; empty when he is erased. */
    public Uni<List<UUID>> person(Tx tx, UUID id) {
        return repository.person(tx, id);
    }

    /** Of each of them the profile and the attributes. */
    public Uni<List<JsonObject>> profiles(Tx tx, List<UUID> person, TenantKeys keys) {
        return repository.profiles(tx, person, keys);
    }

    public Uni<List<JsonObject>> identities(Tx tx, List<UUID> person, TenantKeys keys) {
        return repository.identities(tx, person, keys);
    }
}
