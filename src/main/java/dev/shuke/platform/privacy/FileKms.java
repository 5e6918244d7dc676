package dev.shuke.platform.privacy;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The reference is {@code file:} and the path of a file with the key, such as a mounted secret. */
@Singleton
class FileKms implements Kms {
    private static final String FORM = "file:";

    @Override
    public Optional<Version> find(String reference) {
        return reference.startsWith(FORM)
                ? Optional.of(read(Path.of(reference.substring(FORM.length()))))
                : Optional.empty();
    }

    private static Version read(Path file) {
        try {
            return KeyText.read(Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalStateException("SHUKE_KEK names the file " + file + ", which cannot be read", e);
        }
    }
}
