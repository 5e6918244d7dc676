package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;

/**
 * Seals short texts of the platform itself, which belong to no tenant's keys: they are needed before the tenant has
 * any. Not for members' data.
 */
@ApplicationScoped
public class DeploymentSeal {
    private final DeploymentKey key;

    DeploymentSeal(DeploymentKey key) {
        this.key = key;
    }

    /** The id of the version of the deployment's key that seals now. */
    public String version() {
        return key.newest();
    }

    /**
     * @param place where the sealed text will stand, {@code table|column|row}: it opens nowhere else
     */
    public byte[] seal(String clear, String place) {
        try {
            return key.encrypt(clear.getBytes(UTF_8), place.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @throws IllegalStateException when the bytes were altered, moved or sealed under another key
     */
    public String open(byte[] sealed, String place) {
        try {
            return new String(key.decrypt(sealed, place.getBytes(UTF_8)), UTF_8);
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException("a text does not open with this deployment's key", altered);
        }
    }
}
