package dev.shuke.imports;

import dev.shuke.consent.ConsentBatchService;
import dev.shuke.event.EventService;
import dev.shuke.event.IngestResult;
import dev.shuke.member.AttributeSource;
import dev.shuke.member.MemberBatchService;
import dev.shuke.member.Provenance;
import dev.shuke.platform.web.BulkResult;
import dev.shuke.platform.web.BulkResult.Rejected;
import dev.shuke.product.ProductService;
import dev.shuke.store.StoreService;
import dev.shuke.tag.TagBatchService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Hands rows to the feature whose they are, in the transaction that is open. */
@ApplicationScoped
class RowLoader {
    private static final Provenance IMPORTED = new Provenance(AttributeSource.IMPORTED, null);

    private final MemberBatchService members;
    private final EventService events;
    private final StoreService stores;
    private final ProductService products;
    private final TagBatchService tags;
    private final ConsentBatchService consents;

    RowLoader(
            MemberBatchService members,
            EventService events,
            StoreService stores,
            ProductService products,
            TagBatchService tags,
            ConsentBatchService consents) {
        this.members = members;
        this.events = events;
        this.stores = stores;
        this.products = products;
        this.tags = tags;
        this.consents = consents;
    }

    /** @param rows a JSON array of at most 1,000 */
    Uni<Outcome> load(ImportFile file, byte[] rows) {
        return switch (file.kind()) {
            case MEMBERS -> members.upsert(rows, IMPORTED).map(RowLoader::outcome);
            case EVENTS -> events.ingest(rows).map(RowLoader::outcome);
            case STORES -> stores.upsert(rows).map(RowLoader::outcome);
            case PRODUCTS -> products.upsert(rows).map(RowLoader::outcome);
            case TAGS ->
                tags.give(rows, "import:" + file.id())
                        .map(result -> new Outcome(
                                result.created(), result.updated(), result.unchanged(), 0, result.rejected()));
            case CONSENTS ->
                consents.record(rows, file.sentBy())
                        .map(result -> new Outcome(result.created(), 0, result.unchanged(), 0, result.rejected()));
        };
    }

    private static Outcome outcome(BulkResult result) {
        return new Outcome(
                result.created(), result.updated(), 0, result.leftOut().size(), result.rejected());
    }

    private static Outcome outcome(IngestResult result) {
        return new Outcome(
                result.accepted(),
                0,
                result.duplicates(),
                result.leftOut().size(),
                result.rejected().stream()
                        .map(row -> new Rejected(row.index(), row.code(), row.detail(), row.errors()))
                        .toList());
    }
}
