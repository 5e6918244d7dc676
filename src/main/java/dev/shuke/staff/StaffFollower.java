package dev.shuke.staff;

import dev.shuke.platform.access.NewSecret;
import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.keycloak.KeycloakStaff;
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
import java.util.HashSet;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings Keycloak to what a person's row says. The call that changed the row tries at once; a job looks once more, in
 * case that call died, found Keycloak away, or met another about the same person.
 *
 * <p>A one-time password is made once for a person and stored before the account is created with it. So every try creates
 * the same account, and no try resets anybody's password.
 */
@ApplicationScoped
class StaffFollower implements JobKind {
    private static final String KIND = "staff.follow";

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final StaffRepository repository;
    private final KeycloakStaff keycloak;
    private final Revocations revocations;
    private final TenantDirectory directory;
    private final Jobs jobs;
    private final Duration pause;

    StaffFollower(
            TenantDb db,
            TenantKeyService keyService,
            StaffRepository repository,
            KeycloakStaff keycloak,
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

    /** A person whom Keycloak has followed, and whether it was this call that found it had. */
    record Settled(StoredStaff person, boolean first) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return keyService
                .current()
                .chain(keys -> find(keys, UUID.fromString(ref))
                        .onItem()
                        .ifNotNull()
                        .transformToUni(person -> follow(keys, person)))
                .replaceWithVoid();
    }

    /** In the transaction of the change: whatever becomes of the call, Keycloak will follow. */
    Uni<Void> schedule(Tx tx, UUID id) {
        return jobs.schedule(tx, KIND, id.toString(), Instant.now().plus(pause));
    }

    /** Likewise, where somebody loses something: no token of theirs is taken until Keycloak has followed. */
    Uni<Void> scheduleLoss(Tx tx, StoredStaff person) {
        return schedule(tx, person.id())
                .chain(() -> person.subject() == null
                        ? Uni.createFrom().voidItem()
                        : revocations.hold(tx, person.subject()));
    }

    /** Remembers whose account it is, if there is one: what is taken from somebody is taken from a subject. */
    Uni<StoredStaff> identified(TenantKeys keys, StoredStaff person) {
        return person.subject() != null
                ? Uni.createFrom().item(person)
                : keycloak.find(person.email())
                        .chain(subject -> subject == null
                                ? Uni.createFrom().item(person)
                                : db.inTransaction(tx -> repository.learn(tx, keys, person.id(), subject)));
    }

    /** @return null when the person is gone */
    Uni<Settled> follow(TenantKeys keys, StoredStaff person) {
        directory.forget(tenant().slug()); // whoever lost something lost it with the commit, Keycloak away or not
        return (person.removed() ? leave(keys, person) : join(keys, person))
                .invoke(() -> directory.forget(tenant().slug()))
                .onItem()
                .ifNull()
                .switchTo(() -> again(keys, person));
    }

    /** Null when the person was changed meanwhile: what was done may be undone, or have undone what another did. */
    private Uni<Settled> join(TenantKeys keys, StoredStaff person) {
        Tenant tenant = tenant();
        return withCredential(keys, person)
                .onItem()
                .ifNotNull()
                .transformToUni(ready -> keycloak.ensure(
                        tenant.id(), tenant.slug(), ready.email(), new HashSet<>(ready.roles()), ready.credential()))
                .onItem()
                .ifNotNull()
                .transformToUni(subject -> db.inTransaction(tx -> joined(tx, keys, person, subject)));
    }

    private Uni<StoredStaff> withCredential(TenantKeys keys, StoredStaff person) {
        return person.credential() != null
                ? Uni.createFrom().item(person)
                : keycloak.find(person.email())
                        .chain(subject -> subject != null
                                ? Uni.createFrom().item(person)
                                : db.inTransaction(
                                        tx -> repository.offerCredential(tx, keys, person.id(), NewSecret.password())));
    }

    private Uni<Settled> joined(Tx tx, TenantKeys keys, StoredStaff followed, String subject) {
        return repository.lock(tx, keys, followed.id()).chain(now -> {
            if (now == null || now.version() != followed.version()) {
                return Uni.createFrom().nullItem();
            }
            boolean first = now.status() == StaffStatus.PENDING;
            return repository
                    .activate(tx, keys, now.id(), subject)
                    .call(() -> revocations.release(tx, subject))
                    .map(active -> new Settled(active, first));
        });
    }

    /** Null when the person was invited again meanwhile. */
    private Uni<Settled> leave(TenantKeys keys, StoredStaff person) {
        return keycloak.remove(tenant().id(), tenant().slug(), person.email())
                .chain(() -> db.inTransaction(tx -> left(tx, person)));
    }

    private Uni<Settled> left(Tx tx, StoredStaff person) {
        return repository
                .delete(tx, person)
                .call(deleted -> deleted == 0 || person.subject() == null
                        ? Uni.createFrom().voidItem()
                        : revocations.release(tx, person.subject()))
                .map(deleted -> deleted > 0 ? new Settled(person, true) : null);
    }

    private Uni<Settled> again(TenantKeys keys, StoredStaff before) {
        return find(keys, before.id()).chain(now -> now != null ? follow(keys, now) : remove(before));
    }

    /** The person is gone, and what was done for him here may have come after the removal. */
    private Uni<Settled> remove(StoredStaff gone) {
        return (gone.removed()
                        ? Uni.createFrom().voidItem()
                        : keycloak.remove(tenant().id(), tenant().slug(), gone.email()))
                .replaceWith(() -> null);
    }

    private Uni<StoredStaff> find(TenantKeys keys, UUID id) {
        return db.inTransaction(tx -> repository.find(tx, keys, id));
    }

    private static Tenant tenant() {
        return CallContext.current().tenant();
    }
}
