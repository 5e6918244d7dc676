package dev.shuke.platform.tenancy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The only door to Redis, which may be away, or hang, at any time: whoever asks has an answer or a failure within
 * the time that {@code shuke.redis.patience} gives it, and after a failure only one call a second tries, so that a hanging Redis slows nobody. Nothing is
 * kept there that could not be lost, nothing secret and nothing personal.
 */
@ApplicationScoped
public class RedisLink {
    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Redis client;
    private final Duration patience;
    /** When the next call may try, of {@link System#nanoTime()}; 0 while all is well. */
    private final AtomicLong next = new AtomicLong();

    RedisLink(Vertx vertx, Redis client, @ConfigProperty(name = "shuke.redis.patience") Duration patience) {
        this.vertx = vertx;
        this.client = client;
        this.patience = patience;
    }

    /** Fails at once when Redis was away a moment ago, and soon when it is away now. */
    Future<Response> ask(Request request) {
        if (!mayTry()) {
            return Future.failedFuture(new CancellationException("Redis was away a moment ago"));
        }
        Promise<Response> answer = Promise.promise();
        long timer = vertx.setTimer(
                patience.toMillis(), fired -> answer.tryFail(new CancellationException("Redis does not answer")));
        client.send(request).onComplete(sent -> {
            vertx.cancelTimer(timer);
            if (sent.succeeded()) {
                answer.tryComplete(sent.result());
            } else {
                answer.tryFail(sent.cause());
            }
        });
        return answer.future().onComplete(ended -> note(ended.succeeded()));
    }

    private boolean mayTry() {
        long at = next.get();
        return at == 0 || System.nanoTime() - at >= 0 && next.compareAndSet(at, later());
    }

    private void note(boolean answered) {
        next.set(answered ? 0 : later());
    }

    private static long later() {
        return Math.max(1, System.nanoTime() + PAUSE.toNanos());
    }

    /** Says it to every instance that listens, this one included; whether anybody hears is not known. */
    void tell(String channel, String message) {
        client.send(Request.cmd(Command.PUBLISH).arg(channel).arg(message))
                .onFailure(away -> LOG.debug("Nobody was told, Redis is away", away));
    }

    /**
     * Listens for as long as this instance lives, through all that Redis goes through.
     *
     * @param heard called with each message
     * @param missed called when listening begins, and begins again: something may have been said meanwhile
     */
    void listen(String channel, Consumer<String> heard, Runnable missed) {
        Runnable again = () -> vertx.setTimer(PAUSE.toMillis(), fired -> listen(channel, heard, missed));
        client.connect()
                .onFailure(away -> again.run())
                .onSuccess(connection -> new Subscription(connection, again).begin(channel, heard, missed));
    }

    /** One connection that listens, until it ends or no longer answers. */
    private final class Subscription {
        private final RedisConnection connection;
        private final Runnable atEnd;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile boolean beating = true;
        private volatile long timer;

        Subscription(RedisConnection connection, Runnable atEnd) {
            this.connection = connection;
            this.atEnd = atEnd;
        }

        void begin(String channel, Consumer<String> heard, Runnable missed) {
            connection
                    .handler(message -> read(message, heard))
                    .exceptionHandler(broken -> end())
                    .endHandler(closed -> end());
            timer = vertx.setPeriodic(HEARTBEAT.toMillis(), beat -> beat());
            connection
                    .send(Request.cmd(Command.SUBSCRIBE).arg(channel))
                    .onSuccess(listening -> missed.run())
                    .onFailure(away -> end());
        }

        /** {@code message, channel, text}; what else Redis says here is about the subscription itself. */
        private static void read(Response message, Consumer<String> heard) {
            boolean listed = message.type() == ResponseType.MULTI || message.type() == ResponseType.PUSH;
            if (listed && message.size() == 3 && "message".equals(message.get(0).toString())) {
                heard.accept(message.get(2).toString());
            }
        }

        /** A connection may be cut without either end being told. */
        private void beat() {
            if (!beating) {
                end();
                return;
            }
            beating = false;
            connection.send(Request.cmd(Command.PING)).onSuccess(answered -> beating = true);
        }

        private void end() {
            if (ended.compareAndSet(false, true)) {
                vertx.cancelTimer(timer);
                connection.close();
                atEnd.run();
            }
        }
    }
}
