package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** How often each person has seen clear text on a day. */
@ApplicationScoped
class RevealRepository {
    /** In the order of calls: a second one of the same person waits for the first, and counts it. */
    private static final String COUNT = """
            insert into reveal_count as c (tenant_id, subject, day, reveals) values ($1, $2, $3, 1)
            on conflict (tenant_id, subject, day) do update set reveals = c.reveals + 1 where c.reveals < $4
            """;

    private static final String KEYS = """
            select id, data_key from member where tenant_id = $1 and id = any($2::uuid[]) and erased_at is null
            """;

    /** A member's key as it is stored. */
    record Wrapped(UUID memberId, byte[] key) {}

    /** Of those who are not erased. */
    Uni<List<Wrapped>> keys(Tx tx, Collection<UUID> members) {
        return tx.list(
                KEYS,
                row -> new Wrapped(row.getUUID("id"), row.getBuffer("data_key").getBytes()),
                (Object) members.toArray(UUID[]::new));
    }

    /** Whether there was one left for the caller. */
    Uni<Boolean> count(Tx tx, LocalDate day, int atMost) {
        return tx.update(COUNT, tx.call().caller().subject(), day, atMost).map(counted -> counted == 1);
    }
}
