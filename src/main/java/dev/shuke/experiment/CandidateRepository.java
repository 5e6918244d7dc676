package dev.shuke.experiment;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All that is to be remembered of a tenant's experiments. */
@ApplicationScoped
class CandidateRepository {
    private static final String LOAD =
            "select s.generation, s.salt as holdout_salt, s.holdout, " + ExperimentRepository.FIELDS + """
            from experiment_setting s
            left join experiment e on e.tenant_id = $1 and e.state <> 'archived'
            left join experiment_layer l on l.tenant_id = $1 and l.key = e.layer
            where s.tenant_id = $1
            """;

    private final ExperimentRepository experiments;

    CandidateRepository(ExperimentRepository experiments) {
        this.experiments = experiments;
    }

    private record Loaded(long generation, Candidate candidate, int bytes) {}

    /** One statement, so that all are of one generation. */
    Uni<Candidates> load(Tx tx) {
        return tx.list(LOAD, this::read).map(CandidateRepository::together);
    }

    private static Candidates together(List<Loaded> all) {
        return Candidates.of(
                all.isEmpty() ? 0 : all.getFirst().generation(),
                all.stream()
                        .filter(one -> one.candidate() != null)
                        .map(Loaded::candidate)
                        .toList(),
                all.stream().mapToInt(Loaded::bytes).sum());
    }

    private Loaded read(Row row) {
        if (row.getUUID("id") == null) {
            return new Loaded(row.getLong("generation"), null, 0);
        }
        ExperimentView stored = experiments.read(row);
        Allocation allocation =
                stored.startedAt() == null || stored.definition().unit() == ExperimentUnit.STORE
                        ? null
                        : allocation(stored, row.getString("holdout_salt"), row.getInteger("holdout"));
        return new Loaded(
                row.getLong("generation"),
                Candidate.of(stored, allocation),
                row.getString("definition").length());
    }

    /** In a layer the share that is let in is one of the layer's buckets. */
    private static Allocation allocation(ExperimentView stored, String holdoutSalt, int holdout) {
        int traffic = stored.definition().trafficBuckets();
        boolean alone = stored.layerSalt() == null;
        return new Allocation(
                stored.salt(),
                holdoutSalt,
                holdout,
                alone ? null : new Layer.Place(stored.layerSalt(), stored.ranges()).first(traffic),
                alone ? traffic : Bucket.COUNT,
                stored.definition().weights());
    }
}
