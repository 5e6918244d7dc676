package dev.shuke.crash;

import dev.shuke.crash.Api.Answer;
import dev.shuke.crash.Api.NoAnswer;
import dev.shuke.crash.LedgerWrite.Call;
import dev.shuke.localstack.KillableStack;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Many clients at once, each as another tenant from call to call: they read, write, and go away in the middle of calls.
 * Every client changes an attribute of its own of members that it shares with others, and knows what it was told last.
 */
final class Storm {
    static final int CLIENTS = 64;
    private static final int LONGEST_LIFE_MILLIS = 25;

    private final KillableStack stack;
    private final List<StormTenant> tenants;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<Told, Long> told = new ConcurrentHashMap<>();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** An attribute that one client writes. */
    private record Told(StormTenant tenant, String member, String attribute) {}

    Storm(KillableStack stack, List<StormTenant> tenants) {
        this.stack = stack;
        this.tenants = tenants;
    }

    /** @return what was wrong */
    List<String> blow(Duration duration, long seed) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int own = client;
            clients.add(Thread.ofVirtual().start(() -> {
                Random random = new Random(seed + own);
                for (long n = 0; System.nanoTime() < end; n++) {
                    call(own, n, random);
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }
        told.forEach(this::requireKept);
        return List.copyOf(faults);
    }

    private void call(int client, long n, Random random) {
        StormTenant tenant = tenants.get(random.nextInt(tenants.size()));
        int member = random.nextInt(StormTenant.MEMBERS);
        try {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> write(tenant, tenant.members().get(client % StormTenant.MEMBERS), client, n);
                case 3 -> requireOnlyIts(tenant, tenant.api().send(tenant.order(client + "-" + n), null), false);
                case 4 -> cancel(tenant, tenant.order("gone-" + client + "-" + n), random);
                case 5 -> cancel(tenant, StormTenant.patch(tenant.members().get(member), "gone", n), random);
                case 6 -> cancel(tenant, tenant.read(random.nextInt(5), member), random);
                default ->
                    requireOnlyIts(tenant, tenant.api().send(tenant.read(random.nextInt(5), member), null), true);
            }
        } catch (NoAnswer none) {
            faults.add("no answer: " + none.getMessage());
        }
    }

    private void write(StormTenant tenant, String member, int client, long n) throws NoAnswer {
        String attribute = "client" + client;
        Answer answer = tenant.api().send(StormTenant.patch(member, attribute, n), null);
        requireOnlyIts(tenant, answer, true);
        if (answer.ok()) {
            told.put(new Told(tenant, member, attribute), n);
        }
    }

    /** No word of another tenant's; and something of its own, where there must be. */
    private void requireOnlyIts(StormTenant tenant, Answer answer, boolean marked) {
        if (answer.status() == 429 || answer.status() == 503) {
            refused.incrementAndGet();
            return;
        }
        if (!answer.ok()) {
            faults.add("answered " + answer.code());
            return;
        }
        served.incrementAndGet();
        String text = answer.body().toString();
        if (marked && !text.contains(tenant.mark())) {
            faults.add("an answer has nothing of its tenant's");
        }
        tenants.stream()
                .filter(other -> !other.equals(tenant) && text.contains(other.mark()))
                .forEach(other -> faults.add("LEAK: an answer has another tenant's data"));
    }

    private void requireKept(Told what, long value) {
        try {
            var member = what.tenant().api().get("/v1/members/" + what.member());
            long kept = member.body().path("attributes").path(what.attribute()).asLong(-1);
            if (kept != value) {
                faults.add("LOST UPDATE: %s was told to be %d and is %d".formatted(what.attribute(), value, kept));
            }
        } catch (NoAnswer none) {
            faults.add("no answer: " + none.getMessage());
        }
    }

    /** Sends the call, or half of it, and is gone before or while it is answered. */
    private void cancel(StormTenant tenant, Call call, Random random) {
        byte[] body = call.body() == null ? new byte[0] : call.body().getBytes(StandardCharsets.UTF_8);
        String head = """
            %s %s HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            """.formatted(call.method(), call.path(), tenant.token(), body.length);
        URI url = URI.create(stack.api());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body, 0, random.nextInt(4) == 0 ? body.length / 2 : body.length);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_LIFE_MILLIS)));
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0); // a reset, and not the polite end
            }
            cancelled.incrementAndGet();
        } catch (IOException e) {
            faults.add("cannot be called: " + e);
        }
    }

    @Override
    public String toString() {
        return "%d calls served, %d refused, %d cancelled, %d attributes kept"
                .formatted(served.get(), refused.get(), cancelled.get(), told.size());
    }
}
