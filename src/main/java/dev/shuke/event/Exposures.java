package dev.shuke.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.event.CorrectionRepository.Superseded;
import dev.shuke.event.EventRow.Key;
import dev.shuke.experiment.ExposureService;
import dev.shuke.experiment.ExposureService.Told;
import dev.shuke.experiment.ExposureService.Variants;
import dev.shuke.member.IdentityService.Owner;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Those events of a batch that tell who has seen which variant of an experiment. */
@ApplicationScoped
class Exposures {
    private final ExposureService service;

    Exposures(ExposureService service) {
        this.service = service;
    }

    private static Stream<EventRow> among(List<EventRow> rows) {
        return rows.stream().filter(row -> row.event().type().equals(ExposureService.TYPE));
    }

    /** The variants that the batch names. */
    Uni<Variants> find(Tx tx, Batch batch) {
        List<JsonNode> props = among(batch.rows()).map(EventRow::props).toList();
        return service.find(tx, props);
    }

    /** Rejects what tells of a variant that there is not. */
    static void rejectUnknown(Batch batch, Variants variants) {
        batch.rejectMisfits(Map.of(ExposureService.TYPE, variants::errors));
    }

    /** Of those that were written and count. */
    Uni<Void> note(Tx tx, List<EventRow> rows, List<Key> written, Map<IdentityValue, Owner> owners, Variants variants) {
        Predicate<Key> isWritten = Set.copyOf(written)::contains;
        List<Told> told = among(rows)
                .filter(row -> isWritten.test(row.key()))
                .map(row -> new Told(
                        owners.get(row.member()).memberId(),
                        row.props(),
                        row.event().occurredAt()))
                .toList();
        return service.note(tx, variants, told);
    }

    /** Of those that count no more. */
    Uni<Void> correct(Tx tx, List<Superseded> events) {
        return service.correct(
                tx,
                events.stream()
                        .filter(event -> event.type().equals(ExposureService.TYPE))
                        .map(Superseded::memberId)
                        .distinct()
                        .toArray(UUID[]::new));
    }
}
