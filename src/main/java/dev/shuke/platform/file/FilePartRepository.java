package dev.shuke.platform.file;

import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Parts of files, each sealed for its own place. */
@ApplicationScoped
class FilePartRepository implements PersonalCopies {
    private static final String INSERT = """
            insert into file_part (tenant_id, file_id, number, content, first_id, last_id)
            values ($1, $2, $3, $4, $5, $6)
            """;
    private static final String FIND_NEXT = """
            select number, content from file_part
            where tenant_id = $1 and file_id = $2 and number > $3 order by number limit 1
            """;
    /** Those whose rows are about members, or about events, from one id to another; nobody else changes them meanwhile. */
    private static final String ABOUT = """
            select p.file_id, p.number, p.content from file_part p
            where p.tenant_id = $1 and p.first_id is not null and (
              exists (select from unnest($2::uuid[]) m(id) where m.id between p.first_id and p.last_id)
              or exists (select from event e where e.tenant_id = $1 and e.member_id = any($2::uuid[])
                and e.id between p.first_id and p.last_id))
            order by p.file_id, p.number for update of p
            """;

    private static final String REPLACE = """
            update file_part set content = $4 where tenant_id = $1 and file_id = $2 and number = $3
            """;
    private static final String DELETE_PART = """
            delete from file_part where tenant_id = $1 and file_id = $2 and number = $3
            """;
    private static final String DELETE = "delete from file_part where tenant_id = $1 and file_id = $2";
    private static final String DELETE_ALL = "delete from file_part where tenant_id = $1";

    /** @param ids the first and the last that it has rows of; null for what is not a list of rows */
    Uni<Integer> insert(Tx tx, UUID file, FilePart part, IdRange ids, TenantKeys keys) {
        return tx.update(
                INSERT,
                file,
                part.number(),
                sealed(file, part, keys),
                ids == null ? null : ids.first(),
                ids == null ? null : ids.last());
    }

    private static Buffer sealed(UUID file, FilePart part, TenantKeys keys) {
        return Buffer.buffer(keys.seal(place(file, part.number()), part.content()));
    }

    @Override
    public Uni<Void> dropOf(Tx tx, List<UUID> person, TenantKeys keys) {
        List<String> ids = person.stream().map(UUID::toString).toList();
        return tx.list(
                        ABOUT,
                        row -> Map.entry(row.getUUID("file_id"), read(row, row.getUUID("file_id"), keys)),
                        (Object) person.toArray(UUID[]::new))
                .chain(parts -> Multi.createFrom()
                        .iterable(parts)
                        .onItem()
                        .transformToUniAndConcatenate(part ->
                                replace(tx, part.getKey(), part.getValue().without(ids), keys))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private static Uni<Integer> replace(Tx tx, UUID file, FilePart part, TenantKeys keys) {
        return part.content().length == 0
                ? tx.update(DELETE_PART, file, part.number())
                : tx.update(REPLACE, file, part.number(), sealed(file, part, keys));
    }

    private static FilePart read(Row row, UUID file, TenantKeys keys) {
        int number = row.getInteger("number");
        return new FilePart(
                number, keys.open(place(file, number), row.getBuffer("content").getBytes()));
    }

    /** Null when there is none behind that one. */
    Uni<FilePart> findNext(Tx tx, UUID file, int after, TenantKeys keys) {
        return tx.first(FIND_NEXT, row -> read(row, file, keys), file, after);
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
