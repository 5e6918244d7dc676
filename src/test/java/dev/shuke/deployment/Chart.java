package dev.shuke.deployment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/** {@code helm/shuke} as Helm itself renders it, read as what Kubernetes takes. */
record Chart(List<HasMetadata> objects) {
    static final Path FOLDER = Path.of("helm/shuke");
    private static final String HOOK = "helm.sh/hook";
    private static final Path EXAMPLE = FOLDER.resolve("ci/example-values.yaml");

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "apps/v1 Deployment", Deployment.class,
            "batch/v1 CronJob", CronJob.class,
            "batch/v1 Job", Job.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
            "v1 ConfigMap", ConfigMap.class,
            "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1 Service", Service.class);

    /** Refuses a field that the type does not have: the model would keep it aside, a cluster would refuse or drop it. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    static TemplateCommand template() {
        return template(FOLDER);
    }

    private static TemplateCommand template(Path folder) {
        return new Helm(folder).template().withName("acme").withNamespace("crm").withValuesFile(EXAMPLE);
    }

    /** All that an installation makes: Helm renders hooks apart, so here they are ordinary objects. */
    static Chart withHooks(Path temp) {
        try (var files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = temp.resolve(FOLDER.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace(HOOK, "shuke.test/hook"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(template(temp));
    }

    static Chart of(TemplateCommand template) {
        List<HasMetadata> objects = new ArrayList<>();
        for (Object document : new Yaml().loadAll(template.call())) {
            if (document != null) {
                objects.add(strict((Map<?, ?>) document));
            }
        }
        return new Chart(objects);
    }

    static HasMetadata strict(Map<?, ?> document) {
        String kind = document.get("apiVersion") + " " + document.get("kind");
        return STRICT.convertValue(document, Objects.requireNonNull(TYPES.get(kind), "no type for " + kind));
    }

    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + type);
        }
        return found.getFirst();
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
