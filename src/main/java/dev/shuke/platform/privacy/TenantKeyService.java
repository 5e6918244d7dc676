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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keys of the current call's tenant. A tenant's first call makes them, in a transaction of its own, so that no
 * failure of that call's work can leave data sealed under keys that were rolled back. They are read again every minute,
 * so that each instance learns in time of what a rotation has changed; and whoever reads them wrapped by an old version
 * of the deployment's key leaves them wrapped by the newest.
 */
@ApplicationScoped
public class TenantKeyService {
    private final DeploymentKey deployment;
    private final TenantDb db;
    private final TenantKeyRepository repository;
    private final Cache<UUID, TenantKeys> cache;

    /** @param refresh how long keys are remembered */
    TenantKeyService(
            DeploymentKey deployment,
            TenantDb db,
            TenantKeyRepository repository,
            @ConfigProperty(name = "shuke.keys.refresh") Duration refresh) {
        this.deployment = deployment;
        this.db = db;
        this.repository = repository;
        this.cache = Caffeine.newBuilder()
                .maximumSize(20_000)
                .expireAfterWrite(refresh)
                .build();
    }

    /** A step of a rotation. */
    private interface Step {
        KeysetHandle apply(KeysetHandle keyset) throws GeneralSecurityException;
    }

    /** Call it before the transaction that needs the keys, not inside. */
    public Uni<TenantKeys> current() {
        return Uni.createFrom().deferred(() -> {
            UUID tenantId = CallContext.current().tenant().id();
            TenantKeys known = cache.getIfPresent(tenantId);
            return known != null
                    ? Uni.createFrom().item(known)
                    : db.inOwnTransaction(this::load)
                            .map(wrapped -> unwrap(tenantId, wrapped))
                            .invoke(keys -> cache.put(tenantId, keys));
        });
    }

    /** What is stored counts from the next call of this instance. */
    public void forget(UUID tenantId) {
        cache.invalidate(tenantId);
    }

    /** The id of the version of the deployment's key that wraps what is written now. */
    public String newestVersion() {
        return deployment.newest();
    }

    /** Gives the keyset another key, which opens from now on. It seals when it is promoted, and everybody knows it. */
    public Uni<Void> addKey(Tx tx) {
        return change(tx, Keyset::added);
    }

    /** Has the key that was added seal from now on. */
    public Uni<Void> promoteKey(Tx tx) {
        return change(tx, Keyset::promoted);
    }

    /** Disables the keys that seal no more: what is still sealed by them does not open again. */
    public Uni<Void> retireKeys(Tx tx) {
        return change(tx, Keyset::retired);
    }

    private Uni<Void> change(Tx tx, Step step) {
        return repository
                .find(tx)
                .chain(read -> repository.replace(tx, read, changed(tx.tenantId(), read, step)))
                .invoke(replaced -> {
                    if (replaced == 0) {
                        throw new IllegalStateException("the tenant's keys have changed meanwhile");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Wrapped> load(Tx tx) {
        return repository
                .find(tx)
                .onItem()
                .ifNull()
                .switchTo(() -> repository
                        .insertUnlessPresent(tx, create(tx.tenantId()))
                        .chain(() -> repository.find(tx)))
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("the tenant is being deleted and has no keys any more"))
                .call(read -> deployment.newest().equals(read.kek())
                        ? Uni.createFrom().voidItem()
                        : repository.replace(tx, read, changed(tx.tenantId(), read, keyset -> keyset)));
    }

    private Wrapped create(UUID tenantId) {
        try {
            return wrap(
                    tenantId,
                    KeysetHandle.generateNew(KeyTemplates.get("AES256_GCM")),
                    KeysetHandle.generateNew(KeyTemplates.get("HMAC_SHA256_PRF")));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Wrapped changed(UUID tenantId, Wrapped read, Step step) {
        try {
            return wrap(
                    tenantId,
                    step.apply(open(read.aead(), tenantId, "aead_keyset")),
                    open(read.mac(), tenantId, "mac_keyset"));
        } catch (GeneralSecurityException altered) {
            throw doNotOpen(altered);
        }
    }

    private Wrapped wrap(UUID tenantId, KeysetHandle aead, KeysetHandle mac) throws GeneralSecurityException {
        return new Wrapped(wrap(aead, tenantId, "aead_keyset"), wrap(mac, tenantId, "mac_keyset"), deployment.newest());
    }

    private byte[] wrap(KeysetHandle keyset, UUID tenantId, String column) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, deployment, context(tenantId, column));
    }

    private TenantKeys unwrap(UUID tenantId, Wrapped wrapped) {
        try {
            return new TenantKeys(
                    tenantId,
                    open(wrapped.aead(), tenantId, "aead_keyset").getPrimitive(RegistryConfiguration.get(), Aead.class),
                    open(wrapped.mac(), tenantId, "mac_keyset")
                            .getPrimitive(RegistryConfiguration.get(), PrfSet.class));
        } catch (GeneralSecurityException altered) {
            throw doNotOpen(altered);
        }
    }

    private static IllegalStateException doNotOpen(GeneralSecurityException altered) {
        return new IllegalStateException("the tenant's keys do not open with this deployment's key", altered);
    }

    private KeysetHandle open(byte[] wrapped, UUID tenantId, String column) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, deployment, context(tenantId, column));
    }

    private static byte[] context(UUID tenantId, String column) {
        return (tenantId + "|tenant_key|" + column + "|" + tenantId).getBytes(UTF_8);
    }
}
