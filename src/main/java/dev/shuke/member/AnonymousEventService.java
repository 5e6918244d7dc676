package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Takes out of events what could still say whose they were: their props, what their source calls them, whatever a store, a
 * channel or a product is called that the merchant does not know. What they say of the trade stays.
 */
@ApplicationScoped
public class AnonymousEventService {
    private final AnonymousEventRepository repository;

    AnonymousEventService(AnonymousEventRepository repository) {
        this.repository = repository;
    }

    /** Within the caller's transaction; whose they are is for the caller to say. */
    public Uni<Void> anonymise(Tx tx, UUID... events) {
        return repository.anonymise(tx, events);
    }
}
