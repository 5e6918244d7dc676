package dev.shuke.platform.tenancy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Work that keeps a core of the database busy for seconds: so much of it at a time that short calls still find one, and
 * of one tenant at most three quarters of that. What waits for its turn holds no connection.
 */
@ApplicationScoped
public class HeavyWork {
    private enum State {
        WAITING,
        TURN,
        BEGUN,
        GONE
    }

    private final FairShare turns;

    /** @param atOnce of all tenants together, on this instance */
    HeavyWork(@ConfigProperty(name = "shuke.heavy.at-once") int atOnce) {
        this.turns = new FairShare(atOnce + 1); // which keeps one back
    }

    /**
     * Does the work of the current call's tenant when it is its turn. Whoever has gone away by then has none done; work
     * that has begun keeps its turn to its end, since the database goes on with it.
     */
    public <T> Uni<T> inTurn(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().deferred(() -> {
            UUID tenant = CallContext.current().tenant().id();
            AtomicReference<State> state = new AtomicReference<>(State.WAITING);
            return turn(tenant, state)
                    .chain(turn -> begin(tenant, state, work))
                    .onCancellation()
                    .invoke(() -> leave(tenant, state));
        });
    }

    private Uni<Void> turn(UUID tenant, AtomicReference<State> state) {
        return Uni.createFrom()
                .emitter(emitter -> turns.take(tenant, TenantPool::onCaller)
                        .onFailure(emitter::fail)
                        .onSuccess(turn -> {
                            if (!state.compareAndSet(State.WAITING, State.TURN)) {
                                turns.giveBack(tenant);
                            }
                            emitter.complete(null);
                        }));
    }

    /** Memoized: who goes away cancels nothing. */
    private <T> Uni<T> begin(UUID tenant, AtomicReference<State> state, Supplier<Uni<? extends T>> work) {
        return state.compareAndSet(State.TURN, State.BEGUN)
                ? Uni.createFrom()
                        .deferred(work)
                        .onTermination()
                        .invoke(() -> turns.giveBack(tenant))
                        .memoize()
                        .indefinitely()
                : Uni.createFrom().failure(new CancellationException());
    }

    private void leave(UUID tenant, AtomicReference<State> state) {
        if (!state.compareAndSet(State.WAITING, State.GONE) && state.compareAndSet(State.TURN, State.GONE)) {
            turns.giveBack(tenant);
        }
    }

    /** Turns taken and not given back. */
    int begun() {
        return turns.lent();
    }
}
