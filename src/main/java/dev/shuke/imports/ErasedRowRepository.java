package dev.shuke.imports;

import static java.util.stream.Collectors.toSet;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Whom files on their way in must not bring back, and what is kept of rows that were refused. */
@ApplicationScoped
class ErasedRowRepository implements PersonalCopies {
    /** Files that are arriving or not worked off. */
    private static final String OPEN = """
            select f.id from import_file f left join job j on j.tenant_id = $1 and j.id = f.id
            where f.tenant_id = $1 and f.expires_at > now() and j.ended_at is null
            """;

    private static final String HOLD = OPEN + "order by f.id for update of f";
    private static final String BAR = """
            insert into import_bar (tenant_id, import_id, kind, blind)
            select $1, f.id, i.kind, i.blind from (%s) f cross join member_identity i
            where i.tenant_id = $1 and i.member_id = any($2::uuid[])
            on conflict do nothing
            """.formatted(OPEN);
    private static final String DELETE_REJECTED = """
            delete from file_part p using import_file f where p.tenant_id = $1 and f.tenant_id = $1 and f.id = p.file_id
            """;
    private static final String LOCK = "select id from import_file where tenant_id = $1 and id = $2 for update";
    private static final String BARRED = "select kind, blind from import_bar where tenant_id = $1 and import_id = $2";
    private static final String DELETE = "delete from import_bar where tenant_id = $1 and import_id = $2";

    /** A chunk that is being written is written to its end before the hold stands. */
    @Override
    public Uni<Void> hold(Tx tx) {
        return tx.list(HOLD, row -> row).replaceWithVoid();
    }

    /** Rows that were refused are as they were sent, so nobody can say whom they are about: all of them go. */
    @Override
    public Uni<Void> dropOf(Tx tx, List<UUID> person, TenantKeys keys) {
        return tx.update(BAR, (Object) person.toArray(UUID[]::new))
                .chain(() -> tx.update(DELETE_REJECTED))
                .replaceWithVoid();
    }

    /** Together with {@link #drop} of the files themselves. */
    @Override
    public Uni<Void> drop(Tx tx) {
        return Uni.createFrom().voidItem();
    }

    /** The identities of those who were erased since the file was sent; nobody else is before the transaction ends. */
    Uni<Set<String>> lock(Tx tx, UUID file) {
        return tx.list(LOCK, row -> row, file)
                .chain(() -> tx.list(
                        BARRED,
                        row -> ErasedRows.spelling(
                                IdentityKind.stored(row.getString("kind")),
                                row.getBuffer("blind").getBytes()),
                        file))
                .map(barred -> barred.stream().collect(toSet()));
    }

    Uni<Integer> delete(Tx tx, UUID file) {
        return tx.update(DELETE, file);
    }
}
