package dev.shuke.platform.privacy;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Copies of what members said, sealed under the tenant's key and not the member's: files on their way in or out, answers
 * that are kept to be given again. A bean of each repository that has such. What cannot be found by its member may have one
 * who is erased until it is {@link #OLD}, and no longer: then it is deleted.
 */
public interface PersonalCopies {
    /** How old a copy gets. */
    Duration OLD = Duration.ofHours(24);

    /** Deletes those that are old, where nothing else does so in time. */
    default Uni<Void> dropOld(Tx tx) {
        return Uni.createFrom().voidItem();
    }

    /**
     * Whoever writes copies at this moment comes before what follows, or after it: called before an erasure looks anybody
     * up.
     */
    default Uni<Void> hold(Tx tx) {
        return Uni.createFrom().voidItem();
    }

    /**
     * Takes somebody who is being erased out of the copies that are found by him, and sees to it that those being written
     * do without him. His identities are there still.
     *
     * @param person all members that he is
     */
    default Uni<Void> dropOf(Tx tx, List<UUID> person, TenantKeys keys) {
        return Uni.createFrom().voidItem();
    }

    /** Has nobody get at any of the tenant's copies again: for a database that came back with what had been erased. */
    Uni<Void> drop(Tx tx);
}
