package dev.shuke.product;

import static dev.shuke.platform.access.Permission.PRODUCTS_COST;

import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.FreeAttributes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Products, by sku. What the caller may not see of one does not leave this class. */
@ApplicationScoped
class ProductRepository {
    /** Who does not see costs ($9 is false) and so cannot send back what is there leaves it as it is. */
    private static final String UPSERT = """
            insert into product
              (tenant_id, sku, name, category, attributes, cost, days_per_unit, version, created_at, updated_at)
            select $1, p.sku, p.name, p.category, p.attributes, p.cost, p.days_per_unit, 1, $8, $8
            from unnest($2::text[], $3::text[], $4::text[], $5::jsonb[], $6::bigint[], $7::float8[])
              as p (sku, name, category, attributes, cost, days_per_unit)
            on conflict (tenant_id, sku) do update set name = excluded.name, category = excluded.category,
              attributes = excluded.attributes, days_per_unit = excluded.days_per_unit,
              cost = case when $9::boolean then excluded.cost else coalesce(excluded.cost, product.cost) end,
              version = product.version + 1, updated_at = excluded.updated_at
            returning *
            """;

    private static final String FIND = """
            select * from product where tenant_id = $1 and sku = $2
            """;
    private static final String FIND_FOR_UPDATE = FIND + "for update";
    private static final String LIST = """
            select * from product where tenant_id = $1 and sku > $2 order by sku limit $3
            """;

    /** A product as it is now, and whether it was not there before. */
    record Written(ProductView product, boolean created) {}

    /** @param products with different skus, in their order, costs in the tenant's currency */
    Uni<List<Written>> upsert(Tx tx, List<ProductRequest> products) {
        return tx.list(
                UPSERT,
                row -> new Written(read(row, tx.call()), row.getLong("version") == 1),
                texts(products, ProductRequest::sku),
                texts(products, ProductRequest::name),
                texts(products, ProductRequest::category),
                products.stream().map(ProductRepository::attributes).toArray(JsonObject[]::new),
                products.stream()
                        .map(product ->
                                product.cost() == null ? null : product.cost().amount())
                        .toArray(Long[]::new),
                products.stream().map(ProductRequest::daysPerUnit).toArray(Double[]::new),
                Instant.now().atOffset(ZoneOffset.UTC),
                tx.call().caller().may(PRODUCTS_COST));
    }

    /** Null when the tenant has no such product. */
    Uni<ProductView> find(Tx tx, String sku) {
        return tx.first(FIND, row -> read(row, tx.call()), sku);
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<ProductView> findForUpdate(Tx tx, String sku) {
        return tx.first(FIND_FOR_UPDATE, row -> read(row, tx.call()), sku);
    }

    /** In the order of their skus. */
    Uni<List<ProductView>> list(Tx tx, String after, int limit) {
        return tx.list(LIST, row -> read(row, tx.call()), after, limit);
    }

    private static String[] texts(List<ProductRequest> products, Function<ProductRequest, String> text) {
        return products.stream().map(text).toArray(String[]::new);
    }

    private static JsonObject attributes(ProductRequest product) {
        JsonObject values = new JsonObject();
        if (product.attributes() != null) {
            product.attributes().forEach((key, value) -> {
                if (!value.isNull()) {
                    values.put(key, FreeAttributes.scalar(value));
                }
            });
        }
        return values;
    }

    private static ProductView read(Row row, CallContext call) {
        Long cost = call.caller().may(PRODUCTS_COST) ? row.getLong("cost") : null;
        return new ProductView(
                row.getString("sku"),
                row.getString("name"),
                row.getString("category"),
                row.getJsonObject("attributes").getMap(),
                cost == null ? null : new Money(cost, call.tenant().currency()),
                row.getDouble("days_per_unit"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
