package dev.shuke.platform.privacy;

import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** The steps by which a keyset comes to another key while it is in use. */
final class Keyset {
    private Keyset() {}

    /** With a key more, which opens and does not seal yet. What an earlier rotation has disabled is destroyed. */
    static KeysetHandle added(KeysetHandle keyset) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        for (int i = builder.size() - 1; i >= 0; i--) {
            if (builder.getAt(i).getStatus() == KeyStatus.DISABLED) {
                builder.deleteAt(i);
            }
        }
        return builder.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId())
                .build();
    }

    /** The key that was added last seals from now on. */
    static KeysetHandle promoted(KeysetHandle keyset) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        builder.getAt(builder.size() - 1).makePrimary();
        return builder.build();
    }

    /** No other key than the one that seals opens any more. */
    static KeysetHandle retired(KeysetHandle keyset) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        for (int i = 0; i < builder.size(); i++) {
            if (!builder.getAt(i).isPrimary()) {
                builder.getAt(i).setStatus(KeyStatus.DISABLED);
            }
        }
        return builder.build();
    }
}
