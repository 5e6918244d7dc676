package dev.shuke.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The command by which containers ask for health, asked of the running application. */
@QuarkusTest
class HealthCommandTest extends ApiTest {
    @Test
    void saysYesToAHealthyApplicationAlone() throws Exception {
        assertThat(health(ApiCall.port(), "/q/health/ready")).isZero();
        assertThat(health(ApiCall.port(), "/q/health/live")).isZero();
        assertThat(health(ApiCall.port(), "/v1/members")).isNotZero();
        assertThat(health(unused(), "/q/health/ready")).isNotZero();
    }

    private static int health(int port, String path) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("docker/health", Integer.toString(port), path).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static int unused() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
