package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** For other features: keeps a member's data from being used. Whoever is merged into another hands it on to him. */
@ApplicationScoped
public class RestrictionService {
    private final RestrictionRepository repository;
    private final Touches touches;

    RestrictionService(RestrictionRepository repository, Touches touches) {
        this.repository = repository;
        this.touches = touches;
    }

    /** Whether the data is stored and used nowhere: from the next read on, no purpose admits the member. */
    public Uni<Void> restrict(Tx tx, UUID living, boolean restricted) {
        return repository
                .restrict(tx, living, restricted)
                .chain(() -> touches.note(tx, Touches.ANYTHING, List.of(living)));
    }

    /** Whether no rule chooses the member and no model foretells what he will do. */
    public Uni<Void> object(Tx tx, UUID living, boolean objects) {
        return repository.object(tx, living, objects).chain(() -> touches.note(tx, Touches.ANYTHING, List.of(living)));
    }
}
