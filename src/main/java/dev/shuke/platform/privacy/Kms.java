package dev.shuke.platform.privacy;

import com.google.crypto.tink.Aead;
import java.util.Optional;

/**
 * Where versions of the deployment's key are, and what can be done with one: a bean each. {@code SHUKE_KEK} lists
 * references, the newest version first; each is offered to every bean until one knows it. A cloud's key service takes a
 * bean with a reference form of its own, whose {@link Aead} asks that service; it is asked once a tenant and minute, on
 * the thread that serves calls, so it has to keep what it has unwrapped.
 */
public interface Kms {
    /**
     * A version of the key.
     *
     * @param id tells it from the others and stays the same for ever: at most 40 letters and digits
     * @param aead seals and opens under this version
     */
    record Version(String id, Aead aead) {}

    /**
     * Empty when the reference is not of this bean's form.
     *
     * @throws IllegalStateException when it is, but leads to no key; the API does not start
     */
    Optional<Version> find(String reference);
}
