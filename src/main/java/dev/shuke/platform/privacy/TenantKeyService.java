package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyTemplates;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.prf.PrfSet;
import dev.shuke.platform.privacy.TenantKeyRepository.Wrapped;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.UUID;

/**
 * The keys of the current call's tenant. A tenant's first call makes them, in a transaction of its own, so that no
 * failure of that call's work can leave data sealed under keys that were rolled back.
 */
@ApplicationScoped
public class TenantKeyService {
    private final DeploymentKey deployment;
    private final TenantDb db;
    private final TenantKeyRepository repository;
    private final Cache<UUID, TenantKeys> cache = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterAccess(Duration.ofMinutes(30))
            .build();

    TenantKeyService(DeploymentKey deployment, TenantDb db, TenantKeyRepository repository) {
        this.deployment = deployment;
        this.db = db;
        this.repository = repository;
    }

    /** Call it before the transaction that needs the keys, not inside. */
    public Uni<TenantKeys> current() {
        return Uni.createFrom().deferred(() -> {
            UUID tenantId = CallContext.current().tenant().id();
            TenantKeys known = cache.getIfPresent(tenantId);
            return known != null
                    ? Uni.createFrom().item(known)
                    : db.inOwnTransaction(this::findOrCreate)
                            .map(wrapped -> unwrap(tenantId, wrapped))
                            .invoke(keys -> cache.put(tenantId, keys));
        });
    }

    private Uni<Wrapped> findOrCreate(Tx tx) {
        return repository
                .find(tx)
                .onItem()
                .ifNull()
                .switchTo(() -> repository
                        .insertUnlessPresent(tx, create(tx.tenantId()))
                        .chain(() -> repository.find(tx)));
    }

    private Wrapped create(UUID tenantId) {
        try {
            return new Wrapped(
                    wrap(KeysetHandle.generateNew(KeyTemplates.get("AES256_GCM")), tenantId, "aead_keyset"),
                    wrap(KeysetHandle.generateNew(KeyTemplates.get("HMAC_SHA256_PRF")), tenantId, "mac_keyset"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] wrap(KeysetHandle keyset, UUID tenantId, String column) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, deployment.aead(), context(tenantId, column));
    }

    private TenantKeys unwrap(UUID tenantId, Wrapped wrapped) {
        try {
            return new TenantKeys(
                    tenantId,
                    open(wrapped.aead(), tenantId, "aead_keyset").getPrimitive(RegistryConfiguration.get(), Aead.class),
                    open(wrapped.mac(), tenantId, "mac_keyset")
                            .getPrimitive(RegistryConfiguration.get(), PrfSet.class));
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException("the tenant's keys do not open with this deployment's key", altered);
        }
    }

    private KeysetHandle open(byte[] wrapped, UUID tenantId, String column) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, deployment.aead(), context(tenantId, column));
    }

    private static byte[] context(UUID tenantId, String column) {
        return (tenantId + "|tenant_key|" + column + "|" + tenantId).getBytes(UTF_8);
    }
}
