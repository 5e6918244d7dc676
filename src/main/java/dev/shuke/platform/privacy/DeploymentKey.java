package dev.shuke.platform.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.prf.PrfConfig;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The key-encryption key of the deployment, in its versions. It wraps the tenants' keysets and, through
 * {@link DeploymentSeal}, what the platform keeps before a tenant has any; without it the API does not start. The newest
 * version seals, every one opens. An old one is dropped when nothing is wrapped by it any more, and no backup either.
 */
@Startup
@Singleton
class DeploymentKey implements Aead {
    private final List<Kms.Version> versions;

    DeploymentKey(@ConfigProperty(name = "shuke.kek") Optional<String> kek, @All List<Kms> services)
            throws GeneralSecurityException {
        AeadConfig.register();
        PrfConfig.register();
        versions = Arrays.stream(kek.orElse("").split(",", -1))
                .map(reference -> find(reference.strip(), services))
                .toList();
    }

    /** The id of the version that seals. */
    String newest() {
        return versions.getFirst().id();
    }

    @Override
    public byte[] encrypt(byte[] clear, byte[] context) throws GeneralSecurityException {
        return versions.getFirst().aead().encrypt(clear, context);
    }

    @Override
    public byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
        GeneralSecurityException refused = null;
        for (Kms.Version version : versions) {
            try {
                return version.aead().decrypt(sealed, context);
            } catch (GeneralSecurityException other) {
                refused = other;
            }
        }
        throw refused;
    }

    private static Kms.Version find(String reference, List<Kms> services) {
        return services.stream()
                .flatMap(service -> service.find(reference).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("SHUKE_KEK has a form that no key service knows"));
    }
}
