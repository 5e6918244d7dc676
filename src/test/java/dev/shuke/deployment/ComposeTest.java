package dev.shuke.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The compose file starts what the application needs, with the names that the application reads and no secret in it. */
class ComposeTest {
    private static final Path FOLDER = Path.of("docker");
    private static final Pattern ASKED_FOR = Pattern.compile("\\$\\{(\\w+)(:\\?|:-)?[^}]*}");
    private static final Pattern OWN = Pattern.compile("SHUKE_.*");

    private final String text = Variables.text(FOLDER.resolve("compose.yaml"));
    private final Map<String, Map<String, Object>> services = services();

    @Test
    void theApiIsToldAllThatItNeedsAndNothingThatItDoesNotRead() {
        Set<String> told = new TreeSet<>(environment("api").keySet());
        assertThat(Variables.read()).containsAll(told);
        told.addAll(Dockerfile.read().environment().keySet());
        assertThat(told).containsAll(Variables.needed());
    }

    @Test
    void theMigrationIsToldWhatItReadsAndTheApiNotItsPassword() {
        assertThat(environment("migrate").keySet()).isEqualTo(Variables.ofMigration());
        assertThat(environment("api")).doesNotContainKey("SHUKE_DB_MIGRATOR_PASSWORD");
    }

    @Test
    void whoWasErasedIsKeptOutsideTheDatabaseAndCanBeReplayed() {
        String folder = environment("api").get("SHUKE_OUTSIDE_LOG");
        assertThat(list(services.get("api"), "volumes")).containsExactly("outside-log:" + folder);
        assertThat(text).contains("\nvolumes:\n  postgres:\n  outside-log:");
        Map<String, Object> replay = services.get("replay-erasures");
        assertThat(replay.get("command")).isEqualTo(List.of("replay-erasures"));
        assertThat(replay.get("profiles")).as("it does not start by itself").isEqualTo(List.of("restore"));
        assertThat(environment("replay-erasures")).isEqualTo(environment("api"));
        assertThat(list(replay, "volumes")).isEqualTo(list(services.get("api"), "volumes"));
        assertThat(folder).isEqualTo(Dockerfile.read().last("WORKDIR").rest() + "/outside-log");
        assertThat(Dockerfile.read().all("RUN"))
                .as("a new volume takes over who may write to the folder of the image")
                .anyMatch(run -> run.rest().equals("mkdir -m 1777 outside-log"));
    }

    @Test
    void keycloakIsToldWhatTheRealmAsksFor() {
        Set<String> asked = names(Variables.text(FOLDER.resolve("keycloak/shuke-realm.json")), OWN);
        assertThat(environment("keycloak").keySet()).containsAll(asked);
        String version = Variables.text(Path.of("pom.xml"))
                .split("<keycloak.version>")[1]
                .split("<")[0];
        assertThat(services.get("keycloak").get("image").toString()).endsWith(":" + version);
    }

    @Test
    void everyRoleThatLogsInGetsThePasswordThatItsUserIsTold() {
        String roles = Variables.text(Path.of("src/main/resources/db/roles.sql"));
        String passwords = Variables.text(FOLDER.resolve("postgres/passwords.sql"));
        Map<String, String> variables = new TreeMap<>();
        Pattern.compile("\\\\getenv (\\w+) (\\w+)")
                .matcher(passwords)
                .results()
                .forEach(line -> variables.put(line.group(1), line.group(2)));
        Set<String> given = new TreeSet<>();
        Pattern.compile("alter role (\\w+) password :'(\\w+)';")
                .matcher(passwords)
                .results()
                .forEach(line -> {
                    given.add(line.group(1));
                    assertThat(variables.get(line.group(2)))
                            .isEqualTo("SHUKE_DB_" + line.group(2).toUpperCase(Locale.ROOT) + "_PASSWORD");
                });
        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("create role (\\w+) login")
                        .matcher(roles)
                        .results()
                        .map(role -> role.group(1))
                        .toList());
        assertThat(environment("postgres").keySet()).containsAll(variables.values());
    }

    @Test
    void secretsComeFromTheEnvironmentAndTheirAbsenceIsSaid() {
        Set<String> asked = new TreeSet<>();
        services.keySet()
                .forEach(service -> environment(service).forEach((name, value) -> {
                    if (name.matches(".*(PASSWORD|SECRET|KEK)$")) {
                        assertThat(value).as(service + " " + name).matches("\\$\\{\\w+:\\?set it in \\.env.*}");
                        asked.addAll(names(value, Pattern.compile(".*")));
                    }
                }));
        Set<String> example = Variables.text(FOLDER.resolve(".env.example"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .peek(line -> assertThat(line)
                        .as("no value of ours is anybody's secret")
                        .endsWith("="))
                .map(line -> line.substring(0, line.length() - 1))
                .collect(Collectors.toSet());
        assertThat(example).isEqualTo(asked);
    }

    @Test
    void whatItNamesIsThere() {
        services.forEach((name, service) -> {
            list(service, "volumes").stream()
                    .map(volume -> volume.split(":")[0])
                    .filter(source -> source.startsWith("."))
                    .forEach(source -> assertThat(FOLDER.resolve(source)).isRegularFile());
            map(service, "depends_on")
                    .forEach((other, _) -> assertThat(services)
                            .as(name + " waits for " + other)
                            .containsKey(other));
            if (service.containsKey("build")) {
                var build = map(service, "build");
                Path context = FOLDER.resolve(build.get("context").toString());
                assertThat(context.resolve(build.get("dockerfile").toString())).isRegularFile();
            }
        });
        assertThat(Files.isExecutable(FOLDER.resolve("health"))).isTrue();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Map<String, Object>> services() {
        Map<String, Object> file = new Yaml().load(text);
        return (Map<String, Map<String, Object>>) file.get("services");
    }

    private Map<String, String> environment(String service) {
        Map<String, String> values = new TreeMap<>();
        map(services.get(service), "environment").forEach((name, value) -> values.put(name, String.valueOf(value)));
        return values;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> service, String key) {
        return (Map<String, Object>) service.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<String, Object> service, String key) {
        return (List<String>) service.getOrDefault(key, List.of());
    }

    private static Set<String> names(String text, Pattern wanted) {
        return ASKED_FOR
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> wanted.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
