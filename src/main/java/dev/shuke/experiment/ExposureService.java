package dev.shuke.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.experiment.ExposureRepository.Seen;
import dev.shuke.experiment.ExposureRepository.Shown;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes exposures out of events on their way in. A batch without one costs nothing. */
@ApplicationScoped
public class ExposureService {
    /** The type of the events that tell of exposures. */
    public static final String TYPE = "exposure";

    private final ExposureRepository repository;

    ExposureService(ExposureRepository repository) {
        this.repository = repository;
    }

    /**
     * An event that tells of an exposure.
     *
     * @param props of a variant that is {@link Variants#errors known}
     */
    public record Told(UUID member, JsonNode props, Instant at) {}

    /** By key of the experiment and of the variant: those that events may tell of. */
    public record Variants(Map<List<String>, Shown> known) {
        static final Variants NONE = new Variants(Map.of());

        /** What is wrong with the props of an exposure. */
        public List<FieldError> errors(JsonNode props) {
            if (known.containsKey(names(props))) {
                return List.of();
            }
            boolean started =
                    known.keySet().stream().anyMatch(names -> names.getFirst().equals(experiment(props)));
            return List.of(
                    started
                            ? FieldError.at("/props/variant", "must be the key of one of the experiment's variants")
                            : FieldError.at(
                                    "/props/experiment",
                                    "must be the key of an experiment of members that has started"));
        }

        private Shown of(Told told) {
            return known.get(names(told.props()));
        }
    }

    private static String experiment(JsonNode props) {
        return props.path("experiment").asText();
    }

    private static List<String> names(JsonNode props) {
        return List.of(experiment(props), props.path("variant").asText());
    }

    /** @param exposures the props of all that a batch tells of */
    public Uni<Variants> find(Tx tx, List<JsonNode> exposures) {
        Set<String> keys = exposures.stream().map(ExposureService::experiment).collect(Collectors.toSet());
        return keys.isEmpty()
                ? Uni.createFrom().item(Variants.NONE)
                : repository
                        .variants(tx, keys)
                        .map(found -> new Variants(found.stream()
                                .collect(Collectors.toMap(
                                        shown -> List.of(shown.key(), shown.variant()), Function.identity()))));
    }

    /** Notes what the members have seen; not of those who only try it, nor what was shown after the end. */
    public Uni<Void> note(Tx tx, Variants variants, List<Told> exposures) {
        List<Seen> seen = exposures.stream()
                .map(told -> seen(told, variants.of(told)))
                .filter(Objects::nonNull)
                .toList();
        return seen.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository.note(tx, seen).replaceWithVoid();
    }

    /** Of whom events that told of exposures count no more. */
    public Uni<Void> correct(Tx tx, UUID[] members) {
        return members.length == 0 ? Uni.createFrom().voidItem() : repository.correct(tx, members);
    }

    private static Seen seen(Told told, Shown shown) {
        if (shown == null) {
            return null; // of a member who does not allow that it is kept
        }
        boolean over = shown.stoppedAt() != null && told.at().isAfter(shown.stoppedAt());
        return over || shown.testers().contains(told.member())
                ? null
                : new Seen(
                        shown.experiment(),
                        told.member(),
                        shown.variant(),
                        told.at().atOffset(ZoneOffset.UTC));
    }
}
