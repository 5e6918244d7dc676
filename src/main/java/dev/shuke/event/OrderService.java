package dev.shuke.event;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.shuke.event.EventRepository.ItemOf;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was paid and given back, with lines and store, and no person. */
@ApplicationScoped
public class OrderService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final OrderRepository repository;
    private final EventRepository events;

    OrderService(TenantDb db, TenantKeyService keyService, OrderRepository repository, EventRepository events) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.events = events;
    }

    /** @throws ApiException field_forbidden, for callers who may not see exact amounts */
    Uni<Page<OrderView>> list(PageRequest page) {
        if (!FieldPolicy.of(CallContext.current()).sight(FieldGroup.AMOUNT).atLeast(Sight.FULL)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "What members paid is not for this caller.");
        }
        int limit = page.limit();
        Cursor before = page.cursorOr(Cursor.NEWEST);
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> repository
                        .list(tx, before, limit + 1, keys)
                        .map(orders -> Page.of(orders, limit, order -> new Cursor(order.occurredAt(), order.id())))
                        .chain(orders -> withItems(tx, orders))));
    }

    private Uni<Page<OrderView>> withItems(Tx tx, Page<OrderView> orders) {
        UUID[] ids = orders.items().stream().map(OrderView::id).toArray(UUID[]::new);
        return events.listItems(tx, ids).map(items -> {
            Map<UUID, List<EventRequest.Item>> byOrder =
                    items.stream().collect(groupingBy(ItemOf::eventId, mapping(ItemOf::item, toList())));
            return orders.map(order -> order.with(byOrder.get(order.id())));
        });
    }
}
