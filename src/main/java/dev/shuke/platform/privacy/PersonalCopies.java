package dev.shuke.platform.privacy;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Copies of what members said, sealed under the tenant's key and not the member's: files on their way in or out, answers
 * that are kept to be given again. A bean of each repository that has such. Nobody can take one member out of them, so
 * when somebody is erased they may have him until they are {@link #OLD}, and no longer: then they are deleted.
 */
public interface PersonalCopies {
    /** How old a copy gets. */
    Duration OLD = Duration.ofHours(24);

    /** Deletes those that are old, where nothing else does so in time. */
    default Uni<Void> dropOld(Tx tx) {
        return Uni.createFrom().voidItem();
    }

    /** Has nobody get at any of the tenant's copies again: for a database that came back with what had been erased. */
    Uni<Void> drop(Tx tx);
}
