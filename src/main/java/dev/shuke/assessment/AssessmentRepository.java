package dev.shuke.assessment;

import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.audit.Statement;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Impact assessments: rows that are only added. */
@ApplicationScoped
class AssessmentRepository {
    private static final String HOLD =
            "select pg_advisory_xact_lock(hashtextextended('impact assessment ' || $1::uuid, 0))";
    private static final String INSERT = """
            insert into impact_assessment (tenant_id, id, name, occasions, purposes, processing, necessity, risks, risk_level,
              measures, review_due_on, replaces, assessed_by, assessed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            returning *, null::uuid as replaced_by
            """;
    private static final String SELECT = """
            select a.*, b.id as replaced_by from impact_assessment a
            left join impact_assessment b on b.tenant_id = $1 and b.replaces = a.id
            where a.tenant_id = $1
            """;
    private static final String FIND = SELECT + "and a.id = $2";
    private static final String LIST = SELECT + "and a.id < $2 order by a.id desc limit $3";

    /** Nobody else puts one in another's place before this transaction ends. */
    Uni<Void> hold(Tx tx) {
        return tx.first(HOLD, row -> true).replaceWithVoid();
    }

    Uni<AssessmentView> insert(Tx tx, AssessmentRequest request) {
        return tx.first(
                INSERT,
                row -> read(tx, row),
                Ids.next(),
                request.name().text(),
                request.occasions().stream().distinct().map(Occasion::key).toArray(String[]::new),
                request.purposes().stream().distinct().map(Purpose::key).toArray(String[]::new),
                request.processing().text(),
                request.necessity().text(),
                request.risks().text(),
                request.riskLevel().key(),
                request.measures().text(),
                request.reviewDueOn(),
                request.replaces(),
                tx.call().caller().subject(),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** Null when there is none. */
    Uni<AssessmentView> find(Tx tx, UUID id) {
        return tx.first(FIND, row -> read(tx, row), id);
    }

    /** The newest first. */
    Uni<List<AssessmentView>> list(Tx tx, UUID before, int limit) {
        return tx.list(LIST, row -> read(tx, row), before, limit);
    }

    private static AssessmentView read(Tx tx, Row row) {
        LocalDate due = row.getLocalDate("review_due_on");
        UUID replacedBy = row.getUUID("replaced_by");
        boolean late = due.isBefore(LocalDate.now(tx.call().tenant().zone()));
        return new AssessmentView(
                row.getUUID("id"),
                new Reason(row.getString("name")),
                Arrays.stream(row.getArrayOfStrings("occasions"))
                        .map(Occasion::stored)
                        .toList(),
                Arrays.stream(row.getArrayOfStrings("purposes"))
                        .map(Purpose::new)
                        .toList(),
                Statement.stored(row.getString("processing")),
                Statement.stored(row.getString("necessity")),
                Statement.stored(row.getString("risks")),
                RiskLevel.stored(row.getString("risk_level")),
                Statement.stored(row.getString("measures")),
                due,
                late && replacedBy == null,
                row.getUUID("replaces"),
                replacedBy,
                row.getString("assessed_by"),
                row.getOffsetDateTime("assessed_at").toInstant());
    }
}
