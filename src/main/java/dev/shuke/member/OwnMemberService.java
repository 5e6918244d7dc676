package dev.shuke.member;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.UUID;

/** The member who calls, read and changed by himself. */
@ApplicationScoped
public class OwnMemberService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final MemberRepository repository;
    private final ObjectMapper mapper;
    private final Validator validator;

    OwnMemberService(
            TenantDb db,
            TenantKeyService keyService,
            MemberRepository repository,
            ObjectMapper mapper,
            Validator validator) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.mapper = mapper;
        this.validator = validator;
    }

    private static UUID self() {
        return CallContext.current().caller().memberId();
    }

    /** Whether the member of the session is there still, and is nobody else by now. */
    Uni<Boolean> lives() {
        return db.read(tx -> repository.lives(tx, self()));
    }

    Uni<OwnMemberView> read() {
        return keyService.current().chain(keys -> db.read(tx -> read(tx, keys)));
    }

    /** Nobody else changes the member before this transaction ends. */
    Uni<OwnMemberView> readForUpdate() {
        return keyService
                .current()
                .chain(keys ->
                        db.inTransaction(tx -> repository.lockLiving(tx, self()).chain(locked -> read(tx, keys))));
    }

    private Uni<OwnMemberView> read(Tx tx, TenantKeys keys) {
        return repository
                .find(tx, self(), true)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("member"))
                .map(row -> OwnMemberView.of(row, tx.call().caller(), keys));
    }

    Uni<OwnMemberView> update(OwnMemberPatch patch) {
        ProfileChange change = ProfileChange.patching(patch.profile(), mapper, validator);
        UUID id = self();
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> repository
                        .findDataKey(tx, id)
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiException.notFound("member"))
                        .chain(wrapped ->
                                repository.update(tx, id, change, new AttributeChange(), keys.memberKey(id, wrapped)))
                        .chain(updated -> read(tx, keys))));
    }
}
