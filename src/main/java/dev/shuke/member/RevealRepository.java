package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** How often each person has seen clear text on a day. */
@ApplicationScoped
class RevealRepository {
    /** In the order of calls: a second one of the same person waits for the first, and counts it. */
    private static final String COUNT = """
            insert into reveal_count as c (tenant_id, subject, day, reveals) values ($1, $2, $3, 1)
            on conflict (tenant_id, subject, day) do update set reveals = c.reveals + 1 where c.reveals < $4
            """;

    /** Whether there was one left for the caller. */
    Uni<Boolean> count(Tx tx, LocalDate day, int atMost) {
        return tx.update(COUNT, tx.call().caller().subject(), day, atMost).map(counted -> counted == 1);
    }
}
