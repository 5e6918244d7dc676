package dev.shuke.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart, linted and rendered by Helm, and what stands in the objects. */
class ChartTest {
    @TempDir
    static Path temp;

    private static Chart chart;
    private static Deployment deployment;
    private static Job migration;
    private static CronJob replay;

    @BeforeAll
    static void render() {
        chart = Chart.withHooks(temp);
        deployment = chart.only(Deployment.class);
        migration = chart.only(Job.class);
        replay = chart.only(CronJob.class);
    }

    @Test
    void helmFindsNothingToSayAgainstIt() {
        var result = new Helm(Chart.FOLDER).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.matches("(?s).*\\[(WARNING|ERROR)].*"));
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowWouldBeSeen() {
        assertThatThrownBy(() -> Chart.strict(Map.of(
                        "apiVersion", "v1", "kind", "Service", "spec", Map.of("selectors", Map.of("app", "shuke")))))
                .hasMessageContaining("selectors");
    }

    @Test
    void theApiIsToldAllThatItNeedsAndNothingThatItDoesNotRead() {
        var told = new TreeSet<>(chart.only(ConfigMap.class).getData().keySet());
        told.addAll(variables(container(deployment.getSpec().getTemplate())));
        assertThat(Variables.read()).containsAll(told);
        told.addAll(Dockerfile.read().environment().keySet());
        assertThat(told).containsAll(Variables.needed());
    }

    @Test
    void theMigrationIsToldWhatItReadsAndTheApiNotItsPassword() {
        Container migrate = container(migration.getSpec().getTemplate());
        assertThat(migrate.getArgs()).containsExactly("migrate");
        assertThat(variables(migrate)).isEqualTo(Variables.ofMigration());
        assertThat(migrate.getEnvFrom())
                .as("a hook runs before the chart's own objects")
                .isEmpty();
        assertThat(variables(container(deployment.getSpec().getTemplate())))
                .doesNotContain("SHUKE_DB_MIGRATOR_PASSWORD");
        assertThat(migration.getMetadata().getAnnotations())
                .containsEntry("shuke.test/hook", "pre-install,pre-upgrade");
    }

    @Test
    void secretsAreReferredToAndStandNowhere() {
        pods().flatMap(pod -> container(pod).getEnv().stream())
                .filter(variable -> variable.getName().matches(".*(PASSWORD|SECRET|KEK|REDIS_URL)$"))
                .forEach(variable -> {
                    assertThat(variable.getValue()).isNull();
                    assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                            .isEqualTo("shuke");
                });
        assertThat(chart.only(ConfigMap.class).getData().keySet())
                .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|KEK|REDIS_URL)$"));
    }

    @Test
    void podsAreRestricted() {
        pods().forEach(pod -> {
            PodSpec spec = pod.getSpec();
            assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(spec.getSecurityContext().getRunAsUser() + ":"
                            + spec.getSecurityContext().getRunAsGroup())
                    .isEqualTo(Dockerfile.read().last("USER").rest());
            assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(spec.getAutomountServiceAccountToken()).isFalse();
            var context = container(pod).getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
            assertThat(container(pod).getResources().getLimits()).containsKey("memory");
            assertThat(container(pod).getResources().getRequests()).containsKeys("cpu", "memory");
        });
    }

    @Test
    void everyProbeAsksAnAddressOfHealthAtThePortThatIsServed() {
        Container api = container(deployment.getSpec().getTemplate());
        assertThat(List.of(api.getStartupProbe(), api.getLivenessProbe(), api.getReadinessProbe()))
                .extracting((Probe probe) -> probe.getHttpGet().getPath())
                .containsExactly("/q/health/started", "/q/health/live", "/q/health/ready");
        String port = Dockerfile.read().last("EXPOSE").rest();
        assertThat(api.getPorts()).singleElement().satisfies(served -> {
            assertThat(served.getContainerPort()).hasToString(port);
            assertThat(served.getName()).isEqualTo("http");
        });
        assertThat(chart.only(Service.class).getSpec().getPorts())
                .singleElement()
                .satisfies(
                        served -> assertThat(served.getTargetPort().getStrVal()).isEqualTo("http"));
    }

    @Test
    void theServiceAndTheBudgetMeanThePodsOfTheApiAndNoOthers() {
        Map<String, String> api =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        List<Map<String, String>> others =
                pods().skip(1).map(pod -> pod.getMetadata().getLabels()).toList();
        for (Map<String, String> selector : List.of(
                chart.only(Service.class).getSpec().getSelector(),
                deployment.getSpec().getSelector().getMatchLabels(),
                chart.only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())) {
            assertThat(api).containsAllEntriesOf(selector);
            assertThat(others).hasSize(2).noneMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
        }
    }

    @Test
    void aPodEndsLaterThanItsRequestsMay() {
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        String ownLimit = Variables.text(Path.of("src/main/resources/application.properties"))
                .split("quarkus.shutdown.timeout=")[1]
                .split("S")[0];
        String drain = container(deployment.getSpec().getTemplate())
                .getLifecycle()
                .getPreStop()
                .getExec()
                .getCommand()
                .getLast();
        assertThat(pod.getTerminationGracePeriodSeconds())
                .isGreaterThan(Long.parseLong(drain) + Long.parseLong(ownLimit));
    }

    @Test
    void oneReplicaHasNoBudgetThatWouldKeepItsNodeFromBeingEmptied() {
        assertThat(Chart.of(Chart.template().set("replicas", 1)).all(PodDisruptionBudget.class))
                .isEmpty();
    }

    @Test
    void whatIsForgottenOrMisspelledIsSaid() {
        assertThatThrownBy(() -> Chart.template().set("secret.name", "").call()).hasMessageContaining("secret.name");
        assertThatThrownBy(() -> Chart.template().set("config.SHUKE_DB_URL", "").call())
                .hasMessageContaining("config.SHUKE_DB_URL");
        assertThatThrownBy(() -> Chart.template()
                        .set("config.SHUKE_DB_URL", "jdbc:postgresql://x/shuke")
                        .call())
                .hasMessageContaining("SHUKE_DB_URL");
        assertThatThrownBy(() -> Chart.template().set("replica", 3).call()).hasMessageContaining("replica");
    }

    private static Stream<PodTemplateSpec> pods() {
        return Stream.of(deployment.getSpec().getTemplate(), migration.getSpec().getTemplate(), replaying());
    }

    private static PodTemplateSpec replaying() {
        return replay.getSpec().getJobTemplate().getSpec().getTemplate();
    }

    /** By the volume's name: the claim that the pod mounts where the variable says. */
    private static String claimOfOutsideLog(PodTemplateSpec pod) {
        String folder = chart.only(ConfigMap.class).getData().get("SHUKE_OUTSIDE_LOG");
        String volume = container(pod).getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(folder))
                .findFirst()
                .orElseThrow()
                .getName();
        return pod.getSpec().getVolumes().stream()
                .filter(one -> one.getName().equals(volume))
                .findFirst()
                .orElseThrow()
                .getPersistentVolumeClaim()
                .getClaimName();
    }

    @Test
    void whoWasErasedIsKeptOutsideTheDatabaseAndOutlivesTheRelease() {
        PersistentVolumeClaim claim = chart.only(PersistentVolumeClaim.class);
        assertThat(claimOfOutsideLog(deployment.getSpec().getTemplate()))
                .isEqualTo(claim.getMetadata().getName());
        assertThat(claim.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
        assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteMany");
        Chart own = Chart.of(Chart.template().set("outsideLog.existingClaim", "kept"));
        assertThat(own.all(PersistentVolumeClaim.class)).isEmpty();
        assertThat(own.only(Deployment.class).getSpec().getTemplate().getSpec().getVolumes())
                .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                        && volume.getPersistentVolumeClaim().getClaimName().equals("kept"));
        Chart without = Chart.of(Chart.template().set("outsideLog.enabled", false));
        assertThat(without.all(PersistentVolumeClaim.class)).isEmpty();
        assertThat(without.all(CronJob.class)).isEmpty();
        assertThat(without.only(ConfigMap.class).getData()).doesNotContainKey("SHUKE_OUTSIDE_LOG");
        assertThat(without.only(Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getVolumes())
                .hasSize(1);
    }

    @Test
    void erasuresAreReplayedWhenAskedForWithAllThatTheApiHas() {
        assertThat(replay.getSpec().getSuspend()).isTrue();
        Container replaying = container(replaying());
        Container api = container(deployment.getSpec().getTemplate());
        assertThat(replaying.getArgs()).containsExactly("replay-erasures");
        assertThat(replaying.getEnv()).isEqualTo(api.getEnv()).isNotEmpty();
        assertThat(replaying.getEnvFrom()).isEqualTo(api.getEnvFrom()).isNotEmpty();
        assertThat(claimOfOutsideLog(replaying()))
                .isEqualTo(claimOfOutsideLog(deployment.getSpec().getTemplate()));
        assertThat(Variables.text(Path.of("src/main/java/dev/shuke/Main.java"))).contains("case \"replay-erasures\"");
        assertThat(Variables.text(Chart.FOLDER.resolve("templates/NOTES.txt")))
                .contains("--from=cronjob/{{ $api }}-replay-erasures");
        assertThat(replay.getMetadata().getName())
                .isEqualTo(deployment.getMetadata().getName() + "-replay-erasures");
    }

    private static Container container(PodTemplateSpec pod) {
        assertThat(pod.getSpec().getContainers()).hasSize(1);
        return pod.getSpec().getContainers().getFirst();
    }

    private static TreeSet<String> variables(Container container) {
        return container.getEnv().stream().map(EnvVar::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
