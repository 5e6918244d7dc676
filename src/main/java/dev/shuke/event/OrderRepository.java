package dev.shuke.event;

import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;

/** Orders of all members in one list: the events that move money. */
@ApplicationScoped
class OrderRepository {
    private static final String OF_TYPE = """
            (select id, member_id, type, source, source_id, occurred_at, store, channel, amount,
               props->>'paymentMethod' as payment_method
             from event
             where tenant_id = $1 and type = '%s' and superseded_by is null and (occurred_at, id) < ($2, $3)
             order by occurred_at desc, id desc limit $4)
            """;
    /** Each type by itself, so that each comes from the index in order. */
    private static final String LIST = "select * from (" + OF_TYPE.formatted("order.paid") + " union all "
            + OF_TYPE.formatted("order.refunded") + ") o order by occurred_at desc, id desc limit $4";

    /** Newest first, without their items. */
    Uni<List<OrderView>> list(Tx tx, Cursor before, int limit, TenantKeys keys) {
        String currency = tx.call().tenant().currency();
        return tx.list(
                LIST, row -> read(row, currency, keys), before.at().atOffset(ZoneOffset.UTC), before.id(), limit);
    }

    private static OrderView read(Row row, String currency, TenantKeys keys) {
        Long amount = row.getLong("amount");
        return new OrderView(
                row.getUUID("id"),
                row.getString("type"),
                row.getString("source"),
                row.getString("source_id"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getString("store"),
                row.getString("channel"),
                amount == null ? null : new Money(amount, currency),
                row.getString("payment_method"),
                null,
                keys.pseudonym(row.getUUID("member_id")));
    }
}
