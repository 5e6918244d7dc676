package dev.shuke.localstack;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What {@code ./shuke up} was asked.
 *
 * @param port of the API
 * @param data directory that keeps everything
 * @param demo whether to make the demo merchants
 */
record UpOptions(int port, Path data, boolean demo) {
    static UpOptions parse(String[] arguments) {
        var options = new UpOptions(8080, defaultData(), true);
        var rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String name = rest.pop();
            options = switch (name) {
                case "--no-demo" -> new UpOptions(options.port, options.data, false);
                case "--port" -> new UpOptions(port(value(name, rest)), options.data, options.demo);
                case "--data" -> new UpOptions(options.port, Path.of(value(name, rest)), options.demo);
                default -> throw new IllegalArgumentException("unknown option " + name + ", see ./shuke help");
            };
        }
        return new UpOptions(options.port, options.data.toAbsolutePath().normalize(), options.demo);
    }

    static Path defaultData() {
        return UserFolder.of("XDG_DATA_HOME", ".local/share").resolve("shuke");
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("--port needs a number from 1 to 65535");
        }
        return port;
    }

    private static String value(String name, ArrayDeque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.pop();
    }
}
