package dev.shuke.localstack;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Generated passwords and keys of one stack, made on first use and kept in one file (mode 0600) of {@code name=value}
 * lines. The values are base64url or base64, so they need no escaping in a shell, a URL or SQL.
 */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final TreeMap<String, String> values = new TreeMap<>();

    Secrets(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            var stored = new Properties();
            try {
                stored.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            stored.forEach((name, value) -> values.put((String) name, (String) value));
        }
    }

    /** A password of 24 characters. */
    public String password(String name) {
        return generated(name, () -> Base64.getUrlEncoder().encodeToString(random(18)));
    }

    /** A key of 32 bytes, base64. */
    String key(String name) {
        return generated(name, () -> Base64.getEncoder().encodeToString(random(32)));
    }

    synchronized Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    synchronized void put(String name, String value) {
        if (!value.equals(values.put(name, value))) {
            save();
        }
    }

    Path file() {
        return file;
    }

    private synchronized String generated(String name, Supplier<String> fresh) {
        return find(name).orElseGet(() -> {
            put(name, fresh.get());
            return values.get(name);
        });
    }

    private void save() {
        var text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        PrivateFiles.write(file, text.toString());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
