package dev.shuke.platform.privacy;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.util.SecretBytes;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The key-encryption key of the deployment. It wraps the tenants' keysets and, through {@link DeploymentSeal}, what
 * the platform keeps before a tenant has any; without it the API does not start.
 */
@Startup
@Singleton
class DeploymentKey {
    private static final int KEY_BYTES = 32;

    private final Aead aead;

    DeploymentKey(@ConfigProperty(name = "shuke.kek") Optional<String> kek) throws GeneralSecurityException {
        AeadConfig.register();
        PrfConfig.register();
        aead = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key(kek.orElse("")))
                        .withFixedId(1)
                        .makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    Aead aead() {
        return aead;
    }

    @AccessesPartialKey
    private static AesGcmKey key(String base64) throws GeneralSecurityException {
        byte[] bytes = decoded(base64);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException("Set SHUKE_KEK to 32 random bytes in base64: openssl rand -base64 32");
        }
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        return AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                .build();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
