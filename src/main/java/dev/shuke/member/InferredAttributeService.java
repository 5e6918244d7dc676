package dev.shuke.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.attribute.AttributeView;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Writes what rules infer, to many members at once. */
@ApplicationScoped
public class InferredAttributeService {
    private final MemberBatchRepository repository;

    InferredAttributeService(MemberBatchRepository repository) {
        this.repository = repository;
    }

    /** How good a value of that confidence is, as stamps say it. */
    public String rank(double confidence) {
        return Stamp.rank(inferred(confidence).rank());
    }

    /**
     * Gives members a value, but for those who have a better one.
     *
     * @param attribute that is not sealed
     * @param writer what their provenance names
     */
    public Uni<Integer> write(
            Tx tx, AttributeView attribute, JsonNode value, double confidence, String writer, UUID[] members) {
        Stamp stamp = new Stamp(inferred(confidence).rank(), Instant.now(), writer);
        Object stored = attribute.read(value, tx.call().tenant().currency());
        return change(tx, members, new AttributeChange().write(attribute.storedKey(), stored, stamp));
    }

    /** Takes their values away, whatever they are. */
    public Uni<Integer> forget(Tx tx, AttributeView attribute, UUID[] members) {
        return change(tx, members, new AttributeChange().forget(attribute.storedKey(), Stamp.ANYWAY));
    }

    private Uni<Integer> change(Tx tx, UUID[] members, AttributeChange change) {
        return members.length == 0 ? Uni.createFrom().item(0) : repository.update(tx, members, change);
    }

    private static Provenance inferred(double confidence) {
        return new Provenance(AttributeSource.INFERRED, confidence);
    }
}
