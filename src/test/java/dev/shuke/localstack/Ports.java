package dev.shuke.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** TCP ports on loopback. */
final class Ports {
    private Ports() {}

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** A port that nobody listens on now. */
    static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A free port that the system gives to no outgoing connection: whoever knocks at a server that is being started
     * again could otherwise be given the server's own port.
     */
    static int lasting() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();
    }

    /** The wanted port, so that addresses stay the same from start to start, or a free one when it is taken. */
    static int prefer(int wanted) {
        return isFree(wanted) ? wanted : free();
    }
}
