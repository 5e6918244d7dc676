package dev.shuke;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The command {@code replay-erasures}: erases once more whom a restored backup has brought back, by what was written
 * down outside the database. It serves no calls; run it between the restore and the API.
 */
@ApplicationScoped
public class ErasureReplay implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(ErasureReplay.class);
    private static final String ID = " [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern LINE = Pattern.compile("member" + ID + ID + "|tenant" + ID);

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
                        .iterable(lines.stream()
                                .map(ErasureReplay::parts)
                                .collect(groupingBy(parts -> parts[1]))
                                .values())
                        .onItem()
                        .transformToUniAndConcatenate(this::replay)
                        .collect()
                        .last()
                        .replaceWith(lines.size()));
    }

    /** What no line of ours is, as one that was cut off, stops everything: nobody can say whom it was about. */
    private static String[] parts(String line) {
        if (!LINE.matcher(line).matches()) {
            throw new IllegalStateException("The log of erasures has a line that is none");
        }
        return line.split(" ");
    }

    /** @param lines all of one tenant; that it is gone itself outweighs the others */
    private Uni<Void> replay(List<String[]> lines) {
        UUID tenantId = UUID.fromString(lines.getFirst()[1]);
        boolean gone = lines.stream().anyMatch(line -> line.length == 2);
        return directory
                .find(tenantId)
                .onItem()
                .ifNotNull()
                .transformToUni(
                        tenant -> as(tenant, () -> gone ? tenants.replay(tenantId) : members.replay(members(lines))));
    }

    private static Set<UUID> members(List<String[]> lines) {
        return lines.stream().map(line -> UUID.fromString(line[2])).collect(toSet());
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
