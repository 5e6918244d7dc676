package dev.shuke.segment;

import dev.shuke.platform.jobs.JobKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Brings the values that an inference has written to what its rule says now. */
@ApplicationScoped
class InferenceJob implements JobKind {
    static final String KIND = "segment.inference";

    private final InferenceRun runs;

    InferenceJob(InferenceRun runs) {
        this.runs = runs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** @param ref the attribute and the inference, with a colon between */
    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        int colon = ref.indexOf(':');
        return runs.run(ref.substring(0, colon), UUID.fromString(ref.substring(colon + 1)));
    }

    static String ref(String attribute, UUID inference) {
        return attribute + ":" + inference;
    }
}
