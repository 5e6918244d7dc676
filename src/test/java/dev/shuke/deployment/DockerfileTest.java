package dev.shuke.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be told of the image without building it; {@link ImageIT} carries its commands out. */
class DockerfileTest {
    private final Dockerfile file = Dockerfile.read();

    @Test
    void whatItCopiesIsThereAndReachesTheBuild() {
        List<String> admitted = Variables.text(Path.of("docker/Dockerfile.dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        var sources = file.all("COPY").stream()
                .filter(copy -> !copy.flags().containsKey("from"))
                .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream())
                .toList();
        assertThat(sources).isNotEmpty().allMatch(source -> Files.exists(Path.of(source)));
        assertThat(admitted).containsExactlyInAnyOrderElementsOf(sources);
    }

    @Test
    void bothStagesStandOnTheJdkThatTheProjectIsFor() {
        String release = Variables.text(Path.of("pom.xml"))
                .split("maven.compiler.release>")[1]
                .split("<")[0];
        assertThat(file.all("FROM"))
                .hasSize(2)
                .allMatch(from -> from.rest().matches(".*eclipse-temurin[:-]" + release + "\\b.*"));
    }

    @Test
    void itRunsAsNobodyInParticular() {
        assertThat(file.last("USER").rest())
                .as("a number, by which Kubernetes sees that it is not root")
                .matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
        assertThat(file.instructions().indexOf(file.last("USER")))
                .as("nothing that the image holds is the user's to change")
                .isGreaterThan(file.instructions().indexOf(file.last("RUN")))
                .isGreaterThan(file.instructions().indexOf(file.last("COPY")));
    }

    @Test
    void itListensWhereItsHealthIsAskedFor() {
        assertThat(file.last("EXPOSE").rest()).isEqualTo("8080");
        assertThat(file.last("HEALTHCHECK").command()).containsExactly("/app/health", "8080", "/q/health/ready");
        assertThat(file.environment()).containsEntry("SHUKE_HTTP_HOST", "0.0.0.0");
        assertThat(Variables.read()).contains("SHUKE_HTTP_HOST");
    }
}
