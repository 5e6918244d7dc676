package dev.shuke.segment;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.testing.TestTenant;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls inside, for a tenant, as jobs do. */
@ApplicationScoped
class TenantCalls {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Vertx vertx;

    TenantCalls(Vertx vertx) {
        this.vertx = vertx;
    }

    <T> T run(TestTenant tenant, Supplier<Uni<T>> work) {
        Tenant bound = new Tenant(tenant.id(), tenant.slug(), ZoneId.of(tenant.zone()), tenant.currency());
        CompletableFuture<T> answer = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).runOnContext(nothing -> {
            new CallContext(bound, Caller.job()).bind();
            work.get().subscribe().with(answer::complete, answer::completeExceptionally);
        });
        return answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
