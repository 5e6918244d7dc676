package dev.shuke.platform.tenancy;

import dev.shuke.localstack.LocalStack;
import dev.shuke.platform.access.Caller;
import dev.shuke.testing.TestTenant;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionBase;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Many calls of several tenants at once over one small pool of the restricted role, each on a Vert.x context of its own
 * as a request has, many of them failing in one of the ways of {@link StormCall.Kind}.
 */
final class PoolStorm implements AutoCloseable {
    private static final int AT_ONCE = 32;
    private static final int TENANTS = 3;
    private static final int PATIENCE_SECONDS = 60;

    private final String name = "storm-" + Ids.next();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final LoanInspector inspector = new LoanInspector();
    private final StormLedger ledger = new StormLedger();
    private final AtomicInteger writes = new AtomicInteger();
    private final List<Context> loops = new ArrayList<>();
    private final List<CallContext> calls = new ArrayList<>();
    private final Pool driver;
    private final Pool tenants;
    private final int size;
    private final int patience;
    private final FairShare turns;
    private final TenantDb db;

    /** @param fault what stands between the tenants' pool and the driver */
    PoolStorm(int size, UnaryOperator<Pool> fault) {
        this(size, fault, PATIENCE_SECONDS);
    }

    PoolStorm(int size, UnaryOperator<Pool> fault, FairShare turns) {
        this(size, fault, turns, PATIENCE_SECONDS);
    }

    /** @param patience in seconds, for calls and connections that may never come back */
    PoolStorm(int size, UnaryOperator<Pool> fault, int patience) {
        // all may wait for the connections themselves
        this(size, fault, new FairShare(2 * TENANTS * AT_ONCE), patience);
    }

    private PoolStorm(int size, UnaryOperator<Pool> fault, FairShare turns, int patience) {
        this.size = size;
        this.patience = patience;
        this.turns = turns;
        LocalStack stack = LocalStack.forTests();
        URI url = URI.create(stack.databaseUrl());
        driver = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(size))
                .connectingTo(new PgConnectOptions()
                        .setHost(url.getHost())
                        .setPort(url.getPort())
                        .setDatabase(url.getPath().substring(1))
                        .setUser("shuke_app")
                        .setPassword(stack.environment().get("SHUKE_DB_APP_PASSWORD"))
                        .setCachePreparedStatements(true)
                        .setPipeliningLimit(256)
                        .addProperty("application_name", name))
                .using(vertx)
                .withConnectHandler(this::connected)
                .build();
        tenants = TenantPool.over(fault.apply(inspector.over(driver)), turns);
        db = new TenantDb(io.vertx.mutiny.sqlclient.Pool.newInstance(tenants));
        for (int i = 0; i < TENANTS; i++) {
            loops.add(((VertxInternal) vertx).createEventLoopContext());
            calls.add(call(TestTenant.create("Asia/Shanghai", "CNY")));
        }
    }

    /** Counts what leaves the connection. */
    private void connected(SqlConnection connection) {
        SocketConnectionBase socket = (SocketConnectionBase)
                ((SqlConnectionBase<?>) connection).unwrap().unwrap();
        socket.socket().channelHandlerContext().pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) {
                writes.incrementAndGet();
                context.flush();
            }
        });
        TenantPool.inOneWrite(connection);
    }

    /** How often anything was sent to PostgreSQL. */
    int writes() {
        return writes.get();
    }

    TenantDb db() {
        return db;
    }

    /** The guarded pool itself, as the application has it. */
    Pool tenants() {
        return tenants;
    }

    FairShare turns() {
        return turns;
    }

    LoanInspector inspector() {
        return inspector;
    }

    StormLedger ledger() {
        return ledger;
    }

    CallContext call(int tenant) {
        return calls.get(tenant);
    }

    private static CallContext call(TestTenant tenant) {
        return new CallContext(
                new Tenant(tenant.id(), tenant.slug(), ZoneId.of(tenant.zone()), tenant.currency()),
                new Caller("somebody", Caller.Kind.STAFF, Set.of(), Set.of()));
    }

    /** Runs the work as a request would, and returns at once. */
    void onRequest(int loop, CallContext call, Runnable work) {
        VertxContext.createNewDuplicatedContext(loops.get(loop % loops.size())).runOnContext(started -> {
            if (call != null) {
                call.bind();
            }
            work.run();
        });
    }

    /** Waits for what a request comes to. */
    <T> T answer(CallContext call, Supplier<Uni<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        onRequest(0, call, () -> work.get().subscribe().with(answer::complete, answer::completeExceptionally));
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** @return what was violated; empty means that all held */
    List<String> run(int count, int killEvery, long seed) throws InterruptedException {
        calls.forEach(ledger::seed);
        Uni.createFrom().voidItem().await().indefinitely(); // Mutiny's own start does not bear two threads
        Random random = new Random(seed);
        Semaphore room = new Semaphore(AT_ONCE);
        for (int i = 0; i < count; i++) {
            if (!room.tryAcquire(patience, TimeUnit.SECONDS)) {
                return ledger.verdict(inspector, "the pool is exhausted after " + i + " calls");
            }
            StormCall.Kind kind = StormCall.Kind.drawn(random);
            StormCall call = new StormCall(kind, kind.context(calls.get(random.nextInt(TENANTS))), ledger);
            int cancelAfter = random.nextInt(200);
            onRequest(i, call.context(), () -> subscribe(call, room, cancelAfter));
            if (killEvery > 0 && i % killEvery == killEvery - 1) {
                ledger.kill(name);
            }
        }
        if (!room.tryAcquire(AT_ONCE, patience, TimeUnit.SECONDS)) {
            return ledger.verdict(inspector, "calls never ended");
        }
        return ledger.verdict(inspector, exhausted());
    }

    private void subscribe(StormCall call, Semaphore room, int cancelAfter) {
        Cancellable running = call.on(db)
                .onTermination()
                .invoke(() -> room.release())
                .subscribe()
                .with(call::succeeded, call::failed);
        if (call.kind() == StormCall.Kind.CANCELLED) {
            if (cancelAfter == 0) {
                running.cancel();
            } else {
                vertx.setTimer(cancelAfter, fired -> running.cancel());
            }
        }
    }

    /** Takes all connections at once from the driver itself. Null when they are all there. */
    private String exhausted() throws InterruptedException {
        List<CompletableFuture<SqlConnection>> taken = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            taken.add(driver.getConnection().toCompletionStage().toCompletableFuture());
        }
        try {
            CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).get(patience, TimeUnit.SECONDS);
            taken.forEach(connection -> connection.join().close());
            return null;
        } catch (TimeoutException | java.util.concurrent.ExecutionException missing) {
            return "the pool does not have all its connections back: " + missing;
        }
    }

    @Override
    public void close() {
        driver.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
