package dev.shuke.app;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.keycloak.KeycloakApps;
import dev.shuke.platform.keycloak.KeycloakApps.WantedApp;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Revocations;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.TenantDirectory;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings Keycloak to what an app's row says. The call that changed the row tries at once; a job looks once more, in case
 * that call died, found Keycloak away, or met another about the same app.
 */
@ApplicationScoped
class AppFollower implements JobKind {
    private static final String KIND = "app.follow";

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final AppRepository repository;
    private final KeycloakApps keycloak;
    private final Revocations revocations;
    private final TenantDirectory directory;
    private final Jobs jobs;
    private final Duration pause;

    AppFollower(
            TenantDb db,
            TenantKeyService keyService,
            AppRepository repository,
            KeycloakApps keycloak,
            Revocations revocations,
            TenantDirectory directory,
            Jobs jobs,
            @ConfigProperty(name = "shuke.keycloak.follow-after") Duration pause) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.keycloak = keycloak;
        this.revocations = revocations;
        this.directory = directory;
        this.jobs = jobs;
        this.pause = pause;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        UUID id = UUID.fromString(ref);
        return keyService
                .current()
                .call(keys -> db.inTransaction(tx -> endFormer(tx, keys, id)))
                .chain(keys -> find(keys, id).onItem().ifNotNull().transformToUni(app -> follow(keys, app)))
                .replaceWithVoid();
    }

    /** In the transaction of the change: whatever becomes of the call, Keycloak will follow. */
    Uni<Void> schedule(Tx tx, UUID id) {
        return jobs.schedule(tx, KIND, id.toString(), Instant.now().plus(pause));
    }

    /** Likewise, when the time of a former client is over. */
    Uni<Void> scheduleEnd(Tx tx, UUID id, Instant at) {
        return jobs.schedule(tx, KIND, id.toString(), at);
    }

    /** No token of a client that ends is taken from now on, though Keycloak may give out some until it has followed. */
    Uni<Void> holdFormer(Tx tx, StoredApp app) {
        return app.former() == null || app.former().subject() == null
                ? Uni.createFrom().voidItem()
                : revocations.hold(tx, app.former().subject());
    }

    private Uni<StoredApp> endFormer(Tx tx, TenantKeys keys, UUID id) {
        return repository
                .lock(tx, keys, id)
                .chain(app -> app == null
                                || app.former() == null
                                || app.former().until().isAfter(Instant.now())
                        ? Uni.createFrom().nullItem()
                        : holdFormer(tx, app).chain(() -> repository.endFormer(tx, keys, id)));
    }

    /** Likewise, where the app loses something: no token of it is taken until Keycloak has followed. */
    Uni<Void> scheduleLoss(Tx tx, StoredApp app) {
        return schedule(tx, app.id()).chain(() -> each(app.subjects(), subject -> revocations.hold(tx, subject)));
    }

    /** @return the app as Keycloak has it now; null when it is gone */
    Uni<StoredApp> follow(TenantKeys keys, StoredApp app) {
        directory.forget(tenant().slug()); // what the app lost it lost with the commit, Keycloak away or not
        return (app.removed() ? leave(app) : join(keys, app))
                .invoke(() -> directory.forget(tenant().slug()))
                .onItem()
                .ifNull()
                .switchTo(() -> again(keys, app));
    }

    /** Null when the app was changed meanwhile. */
    private Uni<StoredApp> join(TenantKeys keys, StoredApp app) {
        return each(app.ended(), keycloak::remove)
                .chain(() -> app.former() == null
                        ? Uni.createFrom().nullItem()
                        : ensure(app, app.former().id(), null))
                .chain(() -> ensure(app, app.client().id(), app.secret()))
                .chain(subject -> db.inTransaction(tx -> joined(tx, keys, app, subject)));
    }

    private Uni<String> ensure(StoredApp app, String clientId, String secret) {
        AppSettings settings = app.settings();
        return keycloak.ensure(
                tenant().id(),
                tenant().slug(),
                new WantedApp(
                        clientId,
                        settings.name().text(),
                        settings.scopes().stream().map(AppScope::key).toList(),
                        settings.enabled(),
                        secret));
    }

    /** The app's next tokens are taken again, unless it is disabled. */
    private Uni<StoredApp> joined(Tx tx, TenantKeys keys, StoredApp followed, String subject) {
        return repository
                .lock(tx, keys, followed.id())
                .chain(now -> now == null || now.version() != followed.version()
                        ? Uni.createFrom().nullItem()
                        : repository
                                .activate(tx, keys, now.id(), subject)
                                .call(active -> each(
                                        active.subjects(),
                                        each -> active.settings().enabled()
                                                ? revocations.release(tx, each)
                                                : revocations.hold(tx, each))));
    }

    private Uni<StoredApp> leave(StoredApp app) {
        return each(app.clientIds(), keycloak::remove)
                .chain(() -> db.inTransaction(tx -> left(tx, app)))
                .replaceWith(app);
    }

    private Uni<Void> left(Tx tx, StoredApp app) {
        return repository
                .delete(tx, app.id())
                .chain(() -> each(app.subjects(), subject -> revocations.release(tx, subject)));
    }

    /** One after the other. */
    private static Uni<Void> each(List<String> items, Function<String, Uni<Void>> step) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String item : items) {
            all = all.chain(() -> step.apply(item));
        }
        return all;
    }

    private Uni<StoredApp> again(TenantKeys keys, StoredApp before) {
        return find(keys, before.id())
                .chain(now -> now != null
                        ? follow(keys, now)
                        : each(before.clientIds(), keycloak::remove).replaceWith(() -> null));
    }

    private Uni<StoredApp> find(TenantKeys keys, UUID id) {
        return db.inTransaction(tx -> repository.find(tx, keys, id));
    }

    private static Tenant tenant() {
        return CallContext.current().tenant();
    }
}
