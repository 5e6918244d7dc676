package dev.shuke;

import dev.shuke.member.ErasureService;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.audit.OutsideLog;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.TenantDirectory;
import dev.shuke.tenant.DepartureService;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The command {@code replay-erasures}: erases once more whom a restored backup has brought back, by what was written
 * down outside the database. It serves no calls; run it between the restore and the API.
 */
@ApplicationScoped
public class ErasureReplay implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(ErasureReplay.class);

    private final Vertx vertx;
    private final OutsideLog outside;
    private final TenantDirectory directory;
    private final ErasureService members;
    private final DepartureService tenants;

    ErasureReplay(
            Vertx vertx,
            OutsideLog outside,
            TenantDirectory directory,
            ErasureService members,
            DepartureService tenants) {
        this.vertx = vertx;
        this.outside = outside;
        this.directory = directory;
        this.members = members;
        this.tenants = tenants;
    }

    @Override
    public int run(String... arguments) {
        if (!outside.kept()) {
            LOG.error("Set SHUKE_OUTSIDE_LOG to the directory with the log of erasures.");
            return 1;
        }
        LOG.infof("Replayed %d erasures", replay().await().indefinitely());
        return 0;
    }

    /** @return how many lines the log has */
    Uni<Integer> replay() {
        return outside.lines(OutsideLog.ERASED)
                .chain(lines -> Multi.createFrom()
                        .iterable(lines)
                        .onItem()
                        .transformToUniAndConcatenate(line -> replay(line.split(" ")))
                        .collect()
                        .last()
                        .replaceWith(lines.size()));
    }

    /** What no line of ours is, as one that was cut off, stops everything: nobody can say whom it was about. */
    private Uni<Void> replay(String[] line) {
        UUID tenantId = UUID.fromString(line[1]);
        return directory
                .find(tenantId)
                .onItem()
                .ifNotNull()
                .transformToUni(tenant -> as(
                        tenant,
                        () -> "member".equals(line[0])
                                ? members.replay(UUID.fromString(line[2]))
                                : tenants.replay(tenantId)));
    }

    private Uni<Void> as(Tenant tenant, Supplier<Uni<Void>> work) {
        Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        return Uni.createFrom()
                .deferred(() -> {
                    new CallContext(tenant, Caller.job()).bind();
                    return work.get();
                })
                .runSubscriptionOn(task -> own.runOnContext(ignored -> task.run()));
    }
}
