package dev.shuke.app;

import dev.shuke.platform.access.NewSecret;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The merchant's apps: made, listed, changed, given new secrets, removed. */
@ApplicationScoped
public class AppService {
    private final TenantDb db;
    private final TenantKeyService keyService;
    private final AppRepository repository;
    private final AppFollower follower;
    private final Audit audit;

    AppService(TenantDb db, TenantKeyService keyService, AppRepository repository, AppFollower follower, Audit audit) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.follower = follower;
        this.audit = audit;
    }

    /**
     * Makes an app. Its secret is in the answer, and works as soon as the app is {@code active}.
     *
     * @throws ApiException already_exists, when another app has the name
     */
    Uni<AppView> create(AppRequest request) {
        AppSettings settings = AppSettings.of(request);
        String secret = NewSecret.ofApp();
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> insert(tx, keys, settings, secret))
                        .chain(stored -> followed(keys, stored))
                        .map(app -> AppView.of(app, secret)));
    }

    Uni<Page<AppView>> list(PageRequest page) {
        int limit = page.limit();
        UUID after = page.cursorOr(Cursor.FIRST).id();
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> repository.list(tx, keys, after, limit + 1)))
                .map(apps ->
                        Page.of(apps, limit, last -> Cursor.after(last.id())).map(AppView::of));
    }

    Uni<AppView> require(UUID id) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> repository.find(tx, keys, id)))
                .invoke(AppService::requireApp)
                .map(AppView::of);
    }

    /** @throws ApiException not_found; already_exists, when another app has the new name */
    Uni<AppView> update(UUID id, AppPatch patch) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> change(tx, keys, id, patch))
                        .chain(changed -> followed(keys, changed))
                        .map(AppView::of));
    }

    /**
     * Gives the app a new client with a new secret: Keycloak has room for one in each. The client that it has now works
     * beside it for so many hours. If that is none, because the secret has got into wrong hands, the tokens that it has
     * fetched are taken back too.
     *
     * @throws ApiException not_found
     */
    Uni<AppView> rotateSecret(UUID id, RotationRequest request) {
        String secret = NewSecret.ofApp();
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> rotate(tx, keys, id, secret, request.hours()))
                        .chain(rotated -> followed(keys, rotated))
                        .map(app -> AppView.of(app, secret)));
    }

    /** @throws ApiException not_found */
    Uni<Void> remove(UUID id) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> remove(tx, keys, id))
                        .chain(removed -> followed(keys, removed))
                        .replaceWithVoid());
    }

    private Uni<StoredApp> insert(Tx tx, TenantKeys keys, AppSettings settings, String secret) {
        UUID id = Ids.next();
        String clientId = newClientId(tx, settings);
        return repository
                .insert(tx, keys, id, clientId, settings, secret)
                .onItem()
                .ifNull()
                .failWith(AppService::nameTaken)
                .call(() -> follower.schedule(tx, id))
                .call(() -> record(tx, "app.created", id));
    }

    private Uni<StoredApp> change(Tx tx, TenantKeys keys, UUID id, AppPatch patch) {
        return lock(tx, keys, id)
                .chain(app -> store(tx, keys, app, app.settings().with(patch)));
    }

    private Uni<StoredApp> store(Tx tx, TenantKeys keys, StoredApp app, AppSettings wanted) {
        if (wanted.equals(app.settings())) {
            return Uni.createFrom().item(app);
        }
        boolean ours = wanted.sameInKeycloak(app.settings());
        return repository
                .update(tx, keys, app.id(), wanted, ours ? app.status() : AppStatus.PENDING)
                .call(changed -> ours
                        ? Uni.createFrom().voidItem()
                        : wanted.takesFrom(app.settings())
                                ? follower.scheduleLoss(tx, changed)
                                : follower.schedule(tx, changed.id()))
                .call(changed -> record(tx, "app.changed", changed.id()));
    }

    private Uni<StoredApp> rotate(Tx tx, TenantKeys keys, UUID id, String secret, int hours) {
        Instant formerUntil = Instant.now().plus(Duration.ofHours(hours));
        return lock(tx, keys, id)
                .call(app -> follower.holdFormer(tx, app))
                .call(app -> hours == 0 ? follower.scheduleLoss(tx, app) : follower.schedule(tx, id))
                .chain(app -> repository.rotate(tx, keys, id, newClientId(tx, app.settings()), secret, formerUntil))
                .call(() -> record(tx, "app.secret_rotated", id))
                .chain(rotated -> hours == 0
                        ? repository.endFormer(tx, keys, id)
                        : follower.scheduleEnd(tx, id, formerUntil).replaceWith(rotated));
    }

    private static String newClientId(Tx tx, AppSettings settings) {
        return tx.call().tenant().slug() + "." + settings.name().readable() + "-" + NewSecret.suffix();
    }

    private Uni<StoredApp> remove(Tx tx, TenantKeys keys, UUID id) {
        return lock(tx, keys, id)
                .chain(app -> repository.update(tx, keys, id, app.settings(), AppStatus.REMOVED))
                .call(removed -> follower.scheduleLoss(tx, removed))
                .call(removed -> record(tx, "app.removed", id));
    }

    private Uni<Void> record(Tx tx, String action, UUID id) {
        return audit.record(tx, AuditEntry.of(action, "app", id));
    }

    /** Keycloak is tried at once where it has to follow. If it is away the job will do it: the app is as stored. */
    private Uni<StoredApp> followed(TenantKeys keys, StoredApp app) {
        return app.status() == AppStatus.ACTIVE
                ? Uni.createFrom().item(app)
                : follower.follow(keys, app)
                        .onFailure(AppService::isAway)
                        .recoverWithItem(app)
                        .invoke(AppService::requirePresent);
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof ApiException refused && refused.code() == ErrorCode.UNAVAILABLE;
    }

    private Uni<StoredApp> lock(Tx tx, TenantKeys keys, UUID id) {
        return repository.lock(tx, keys, id).invoke(AppService::requireApp);
    }

    private static void requireApp(StoredApp app) {
        requirePresent(app);
        if (app.removed()) {
            throw ApiException.notFound("app");
        }
    }

    private static void requirePresent(StoredApp app) {
        if (app == null) {
            throw ApiException.notFound("app");
        }
    }

    private static ApiException nameTaken() {
        return new ApiException(
                ErrorCode.ALREADY_EXISTS, "There is an app of this name.", List.of(FieldError.at("/name", "is taken")));
    }
}
