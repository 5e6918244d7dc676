package dev.shuke.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code audit_entry}. */
record StoredEntry(
        UUID id,
        Instant at,
        String action,
        int times,
        String actor,
        String actorKind,
        List<String> actorRoles,
        String aboutKind,
        String aboutId,
        String purpose,
        String reason,
        List<String> fields,
        String requestId) {

    StoredEntry because(String readable) {
        return new StoredEntry(
                id,
                at,
                action,
                times,
                actor,
                actorKind,
                actorRoles,
                aboutKind,
                aboutId,
                purpose,
                readable,
                fields,
                requestId);
    }

    /** SHA-256 of all but the id: who gives two entries each other's id is found to have moved them. */
    byte[] digest() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(new DataOutputStream(bytes));
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Each part with its length, so that nothing can pass from one into the next. The order is for ever. */
    private void write(DataOutputStream out) throws IOException {
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
        write(out, action);
        out.writeInt(times);
        write(out, actor);
        write(out, actorKind);
        write(out, actorRoles);
        write(out, aboutKind);
        write(out, aboutId);
        write(out, purpose);
        write(out, reason);
        write(out, fields);
        write(out, requestId);
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            write(out, text);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
        out.writeInt(text == null ? -1 : bytes.length);
        out.write(bytes);
    }
}
