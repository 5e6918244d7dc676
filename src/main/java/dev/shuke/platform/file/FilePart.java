package dev.shuke.platform.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** A part of a file, in clear. */
record FilePart(int number, byte[] content) {
    /** Without those of its lines that name any of the ids; itself when there is none. */
    FilePart without(List<String> ids) {
        List<String> lines = new String(content, UTF_8).lines().toList();
        List<String> rest = lines.stream()
                .filter(line -> ids.stream().noneMatch(line::contains))
                .toList();
        return rest.size() == lines.size()
                ? this
                : new FilePart(number, String.join("\n", rest).getBytes(UTF_8));
    }
}
