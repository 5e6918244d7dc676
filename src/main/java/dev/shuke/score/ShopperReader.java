package dev.shuke.score;

import dev.shuke.platform.tenancy.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads members as they stood at a cut-off, in chunks of which each is a statement and a transaction of its own. */
@ApplicationScoped
class ShopperReader {
    static final UUID BEFORE_ALL = new UUID(0, 0);
    static final UUID BEHIND_ALL = new UUID(-1, -1);

    private static final int CHUNK = 2_000;

    private final TenantDb db;
    private final ShopperRepository repository;

    ShopperReader(TenantDb db, ShopperRepository repository) {
        this.db = db;
        this.repository = repository;
    }

    Uni<Sample> sample() {
        return db.read(repository::count).map(Sample::of);
    }

    /** All of the sample, with what they did within so many days from the cut-off on. */
    Uni<List<Shopper>> list(Sample sample, CutOff cutOff, int laterDays) {
        return behind(BEFORE_ALL, sample, cutOff, laterDays, new ArrayList<>());
    }

    private Uni<List<Shopper>> behind(UUID after, Sample sample, CutOff cutOff, int laterDays, List<Shopper> found) {
        return bound(after, sample.among(CHUNK))
                .chain(upTo -> db.read(tx -> repository.list(tx, after, upTo, sample.threshold(), cutOff, laterDays))
                        .invoke(found::addAll)
                        .replaceWith(upTo))
                .chain(upTo -> upTo.equals(BEHIND_ALL)
                        ? Uni.createFrom().item(found)
                        : behind(upTo, sample, cutOff, laterDays, found));
    }

    /** All between two ids, the latter included. */
    Uni<List<Shopper>> between(UUID after, UUID upTo, CutOff cutOff) {
        return db.read(tx -> repository.list(tx, after, upTo, Sample.everybody().threshold(), cutOff, 0));
    }

    /** The last id of so many members; {@link #BEHIND_ALL} when there are not as many. */
    Uni<UUID> bound(UUID after, int members) {
        return db.read(tx -> repository.findBound(tx, after, members))
                .onItem()
                .ifNull()
                .continueWith(BEHIND_ALL);
    }
}
