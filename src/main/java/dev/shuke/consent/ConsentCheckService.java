package dev.shuke.consent;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether members may be used for a purpose, asked for many at once and by the condition that every query has. */
@ApplicationScoped
class ConsentCheckService {
    private final TenantDb db;
    private final PurposeService purposes;
    private final StateRepository states;

    ConsentCheckService(TenantDb db, PurposeService purposes, StateRepository states) {
        this.db = db;
        this.purposes = purposes;
        this.states = states;
    }

    /** @throws dev.shuke.platform.web.ApiException purpose_unavailable */
    Uni<ConsentCheckView> check(ConsentCheckRequest request) {
        Purpose purpose = request.purpose();
        return db.inTransaction(tx -> purposes.requireUsable(tx, purpose)
                .chain(() -> purposes.all(tx))
                .map(all -> all.get(purpose).basis())
                .chain(basis -> states.check(tx, purpose, request.members())
                        .map(checked -> checked.stream()
                                .map(one -> ConsentCheckView.item(one, purpose, basis))
                                .toList()))
                .map(items -> new ConsentCheckView(purpose, items)));
    }
}
