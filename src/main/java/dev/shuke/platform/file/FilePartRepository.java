package dev.shuke.platform.file;

import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Parts of files, each sealed for its own place. */
@ApplicationScoped
class FilePartRepository implements PersonalCopies {
    private static final String INSERT = """
            insert into file_part (tenant_id, file_id, number, content) values ($1, $2, $3, $4)
            """;
    private static final String FIND_NEXT = """
            select number, content from file_part
            where tenant_id = $1 and file_id = $2 and number > $3 order by number limit 1
            """;
    private static final String DELETE = "delete from file_part where tenant_id = $1 and file_id = $2";
    private static final String DELETE_ALL = "delete from file_part where tenant_id = $1";

    Uni<Integer> insert(Tx tx, UUID file, int number, byte[] part, TenantKeys keys) {
        return tx.update(INSERT, file, number, Buffer.buffer(keys.seal(place(file, number), part)));
    }

    /** Null when there is none behind that one. */
    Uni<FilePart> findNext(Tx tx, UUID file, int after, TenantKeys keys) {
        return tx.first(
                FIND_NEXT,
                row -> {
                    int number = row.getInteger("number");
                    byte[] sealed = row.getBuffer("content").getBytes();
                    return new FilePart(number, keys.open(place(file, number), sealed));
                },
                file,
                after);
    }

    Uni<Integer> delete(Tx tx, UUID file) {
        return tx.update(DELETE, file);
    }

    @Override
    public Uni<Void> drop(Tx tx) {
        return tx.update(DELETE_ALL).replaceWithVoid();
    }

    private static String place(UUID file, int number) {
        return "file_part|content|" + file + "|" + number;
    }
}
