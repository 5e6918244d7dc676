package dev.shuke.platform.tenancy;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/**
 * The transaction that spans a whole call, bound to the call's Vert.x context while its work runs. What fails in it
 * undoes all of it, even where somebody recovers from the failure: there is no half of a transaction to go back to.
 */
final class Joint {
    private static final String KEY = Joint.class.getName();

    private final Tx tx;
    private Throwable failure;

    private Joint(Tx tx) {
        this.tx = tx;
    }

    static Optional<Joint> current() {
        return ContextLocals.get(KEY);
    }

    static <T> Uni<T> over(Tx tx, Function<Tx, Uni<T>> work) {
        Joint joint = new Joint(tx);
        return Uni.createFrom()
                .deferred(() -> {
                    ContextLocals.put(KEY, joint);
                    return work.apply(tx);
                })
                .eventually(() -> ContextLocals.remove(KEY))
                .invoke(joint::requireIntact);
    }

    <T> Uni<T> join(Function<Tx, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    requireIntact();
                    return work.apply(tx);
                })
                .onFailure()
                .invoke(failed -> failure = failed);
    }

    private void requireIntact() {
        if (failure != null) {
            throw new IllegalStateException("a part of the spanning transaction has failed", failure);
        }
    }
}
