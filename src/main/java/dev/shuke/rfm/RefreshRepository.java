package dev.shuke.rfm;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** When a tenant's members are scored next. */
@ApplicationScoped
class RefreshRepository {
    private static final String START = """
            insert into rfm_refresh (tenant_id, run_at) values ($1, $2) on conflict do nothing
            """;
    private static final String GO_ON = """
            update rfm_refresh set run_at = $3 where tenant_id = $1 and run_at <= $2
            """;
    private static final String STOP = """
            delete from rfm_refresh where tenant_id = $1 and run_at <= $2
            """;
    private static final String SOONER = """
            update rfm_refresh set run_at = $2 where tenant_id = $1 and run_at > $2
            """;

    /** 1 when there was no time set before, else 0. */
    Uni<Integer> start(Tx tx, Instant at) {
        return tx.update(START, utc(at));
    }

    /** 1 when it is time, and then not again before the next; else 0. */
    Uni<Integer> goOn(Tx tx, Instant now, Instant next) {
        return tx.update(GO_ON, utc(now), utc(next));
    }

    /** No time is set any more, if one has come. */
    Uni<Integer> stop(Tx tx, Instant now) {
        return tx.update(STOP, utc(now));
    }

    /** 1 when a later time was set, else 0. */
    Uni<Integer> sooner(Tx tx, Instant at) {
        return tx.update(SOONER, utc(at));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
