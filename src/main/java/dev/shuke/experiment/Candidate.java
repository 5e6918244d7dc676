package dev.shuke.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.experiment.AssignmentView.Reason;
import dev.shuke.platform.privacy.Purpose;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An experiment as it is remembered between calls: all that decides on a unit but the unit itself.
 *
 * @param segment whose members are the audience; null for everybody
 * @param allocation null while it has not started, or where stores are the units
 * @param payloads by variant, null of those without
 * @param testers by member, the variant
 */
record Candidate(
        UUID id,
        String key,
        ExperimentState state,
        ExperimentUnit unit,
        Purpose purpose,
        UUID segment,
        Allocation allocation,
        Map<String, JsonNode> payloads,
        String control,
        Map<UUID, String> testers) {

    /**
     * What is known of a unit at the moment of the call.
     *
     * @param id of the member, or null
     * @param text what is hashed
     * @param admitted by the purpose of the experiment
     * @param objects to being chosen by a machine
     * @param segments of those asked for, the ones it is in
     * @param seen by experiment, the variant it was shown first; of a store, the one that it was drawn for
     */
    record Unit(UUID id, String text, boolean admitted, boolean objects, Set<UUID> segments, Map<UUID, String> seen) {}

    static Candidate of(ExperimentView stored, Allocation allocation) {
        ExperimentRequest definition = stored.definition();
        Map<String, JsonNode> payloads = new HashMap<>();
        Map<UUID, String> testers = new HashMap<>();
        definition.variants().forEach(variant -> {
            payloads.put(variant.key(), variant.payload());
            variant.testersOrNone().forEach(member -> testers.put(member, variant.key()));
        });
        return new Candidate(
                stored.id(),
                definition.key(),
                stored.state(),
                definition.unit(),
                definition.purpose(),
                stored.segmentId(),
                allocation,
                payloads,
                definition.control().key(),
                testers);
    }

    boolean running() {
        return state == ExperimentState.RUNNING;
    }

    /**
     * What the unit gets. A tester tries what nobody else sees yet; what was shown once stays, whatever has changed since,
     * but neither against the member's will.
     */
    AssignmentView decide(Unit unit) {
        String forced = testers.get(unit.id());
        boolean over = state == ExperimentState.STOPPED || state == ExperimentState.ARCHIVED;
        if (over || !running() && forced == null) {
            return refused(Reason.NOT_RUNNING);
        }
        if (!unit.admitted() || segment != null && unit.objects()) {
            return refused(Reason.NO_CONSENT);
        }
        if (forced != null) {
            return given(forced, Reason.FORCED);
        }
        String seen = unit.seen().get(id);
        if (seen != null) {
            return given(seen, this.unit == ExperimentUnit.STORE ? Reason.ASSIGNED : Reason.STICKY);
        }
        if (this.unit == ExperimentUnit.STORE
                || segment != null && !unit.segments().contains(segment)) {
            return refused(Reason.NOT_IN_AUDIENCE);
        }
        return drawn(unit);
    }

    private AssignmentView drawn(Unit unit) {
        return switch (allocation.assign(unit.text())) {
            case Allocation.Answer.Given given -> given(given.variant(), Reason.ASSIGNED);
            case Allocation.Answer.Refused refused ->
                refused(
                        switch (refused.reason()) {
                            case HOLDOUT -> Reason.HOLDOUT;
                            case LAYER -> Reason.LAYER;
                            case TRAFFIC -> Reason.TRAFFIC;
                        });
        };
    }

    private AssignmentView given(String variant, Reason reason) {
        return new AssignmentView(null, key, variant, payloads.get(variant), reason, null);
    }

    AssignmentView refused(Reason reason) {
        return new AssignmentView(null, key, null, null, reason, payloads.get(control));
    }
}
