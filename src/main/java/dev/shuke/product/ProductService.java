package dev.shuke.product;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Bulk;
import dev.shuke.platform.web.BulkReader;
import dev.shuke.platform.web.BulkResult;
import dev.shuke.platform.web.FreeAttributes;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.PathKey;
import dev.shuke.product.ProductRepository.Written;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the merchant sells. */
@ApplicationScoped
public class ProductService {
    private final TenantDb db;
    private final ProductRepository repository;
    private final BulkReader reader;
    private final Audit audit;

    ProductService(TenantDb db, ProductRepository repository, BulkReader reader, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.reader = reader;
        this.audit = audit;
    }

    /** @throws ApiException invalid_parameter; validation_failed when the body names another product */
    Uni<Written> upsert(String sku, ProductRequest request) {
        PathKey.require("sku", sku);
        if (request.sku() != null && !request.sku().equals(sku)) {
            throw ApiException.invalid("/sku", "must be the sku in the address, or absent");
        }
        ProductRequest product = request.withSku(sku);
        require(product, CallContext.current().tenant().currency());
        return db.inTransaction(tx -> repository
                .upsert(tx, List.of(product))
                .map(List::getFirst)
                .call(written -> audit.record(tx, entry(written, sku))));
    }

    private static AuditEntry entry(Written written, String sku) {
        return AuditEntry.of(written.created() ? "product.created" : "product.changed", "product", sku);
    }

    private Uni<Void> note(Tx tx, List<Written> written) {
        return written.isEmpty()
                ? Uni.createFrom().voidItem()
                : audit.record(tx, AuditEntry.ofSeveral("product.loaded", "product", written.size()));
    }

    /** Writes the good ones, all in one transaction, and says of every other why not. */
    public Uni<BulkResult> upsert(byte[] body) {
        String currency = CallContext.current().tenant().currency();
        Bulk<ProductRequest> bulk = reader.read(
                body, ProductRequest.class, "sku", ProductRequest::sku, product -> require(product, currency));
        return db.inTransaction(tx -> repository.upsert(tx, bulk.good()).call(written -> note(tx, written)))
                .map(written -> {
                    long created = written.stream().filter(Written::created).count();
                    return bulk.result(created, written.size() - created);
                });
    }

    private static void require(ProductRequest product, String currency) {
        if (product.sku() == null) {
            throw ApiException.invalid("/sku", "must be given");
        }
        if (product.attributes() != null) {
            FreeAttributes.require(product.attributes(), "/attributes");
        }
        if (product.cost() != null && !product.cost().currency().equals(currency)) {
            throw ApiException.invalid("/cost/currency", "must be the tenant's currency, " + currency);
        }
    }

    Uni<ProductView> require(String sku) {
        if (!PathKey.possible(sku)) {
            throw ApiException.notFound("product");
        }
        return db.inTransaction(tx -> repository.find(tx, sku))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("product"));
    }

    /** Null when there is none; nobody else changes it before this transaction ends. */
    Uni<ProductView> findForUpdate(String sku) {
        PathKey.require("sku", sku);
        return db.inTransaction(tx -> repository.findForUpdate(tx, sku));
    }

    Uni<Page<ProductView>> list(PageRequest page) {
        int limit = page.limit();
        String after = page.afterKey();
        return db.inTransaction(tx -> repository.list(tx, after, limit + 1))
                .map(products -> Page.ofKeyed(products, limit, ProductView::sku));
    }
}
