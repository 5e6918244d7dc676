package dev.shuke.privacyrequest;

import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.staff.StaffService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What stores have to do: of a manager's own stores for him, of all for those who answer for privacy. */
@ApplicationScoped
class StoreTaskService {
    private final TenantDb db;
    private final TaskRepository tasks;
    private final PrivacyRequestService requests;
    private final StaffService staff;

    StoreTaskService(TenantDb db, TaskRepository tasks, PrivacyRequestService requests, StaffService staff) {
        this.db = db;
        this.tasks = tasks;
        this.requests = requests;
        this.staff = staff;
    }

    Uni<Page<StoreTaskView>> list(PageRequest page) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return stores().chain(own -> db.read(tx -> tasks.listOpen(tx, own.orElse(null), after, limit + 1)))
                .map(found -> Page.of(found, limit, task -> Cursor.after(task.id())));
    }

    /** @throws ApiException not_found of the request, of the task, or of a store that is not the caller's */
    Uni<StoreTaskView> confirm(UUID id, ConfirmationRequest confirmation) {
        return stores().invoke(own -> requireOwn(own, confirmation.store()))
                .chain(own ->
                        requests.confirm(id, confirmation).map(request -> StoreTaskView.of(request, own.orElse(null))));
    }

    /** Those that the caller is bound to; empty when it is none in particular. */
    private Uni<Optional<List<String>>> stores() {
        return CallContext.current().caller().boundToStores()
                ? staff.ownStores().map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    private static void requireOwn(Optional<List<String>> stores, String store) {
        if (stores.isPresent() && !stores.get().contains(store)) {
            throw ApiException.notFound("privacy request");
        }
    }
}
