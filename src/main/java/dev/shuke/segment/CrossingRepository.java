package dev.shuke.segment;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Members whom time alone moves, by the edges that it moves over. Both ends belong to the span: one look too many. */
@ApplicationScoped
class CrossingRepository {
    private static final String EVENTS = """
            select distinct member_id from event
            where tenant_id = $1 and superseded_by is null and type = $2 and occurred_at between $3 and $4
            """;
    /** The clocks of those who received them need not be ours. */
    private static final String FUTURE = EVENTS + " and received_at < occurred_at + interval '1 minute'";

    private static final String TAGS = """
            select distinct member_id from member_tag where tenant_id = $1 and expires_at between $2 and $3
            """;
    private static final String LAST_ORDERS = """
            select member_id from member_metric where tenant_id = $1 and last_order_at between $2 and $3
            """;

    Uni<List<UUID>> list(Tx tx, Crossing crossing) {
        return switch (crossing.what()) {
            case EVENTS -> members(tx, EVENTS, crossing, crossing.type());
            case FUTURE -> members(tx, FUTURE, crossing, crossing.type());
            case TAGS -> members(tx, TAGS, crossing);
            case LAST_ORDERS -> members(tx, LAST_ORDERS, crossing);
        };
    }

    private static Uni<List<UUID>> members(Tx tx, String sql, Crossing crossing, Object... type) {
        Object[] arguments = Stream.concat(
                        Stream.of(type),
                        Stream.of(PointInTime.stored(crossing.from()), PointInTime.stored(crossing.to())))
                .toArray();
        return tx.list(sql, row -> row.getUUID("member_id"), arguments);
    }
}
