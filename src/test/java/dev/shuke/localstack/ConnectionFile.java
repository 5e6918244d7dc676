package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Tells {@link Token}, and whoever wants to look, how to reach the running stack; there while it runs, mode 0600. */
record ConnectionFile(Path file) {
    static ConnectionFile in(StackDirectory directory) {
        return new ConnectionFile(directory.path("connection"));
    }

    void write(Map<String, String> environment, Secrets secrets) {
        var values = new TreeMap<>(environment);
        values.put("pid", Long.toString(ProcessHandle.current().pid()));
        DemoPerson.all()
                .forEach(person -> secrets.find(person.secretName()).ifPresent(secret -> {
                    values.put("id." + person.who(), person.login(secrets));
                    values.put("kind." + person.who(), person.isApp() ? "app" : "person");
                    values.put("scope." + person.who(), person.scope());
                    values.put("secret." + person.who(), secret);
                }));
        var text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        PrivateFiles.write(file, text.toString());
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
