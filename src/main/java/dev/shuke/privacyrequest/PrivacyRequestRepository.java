package dev.shuke.privacyrequest;

import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.privacyrequest.PrivacyRequestView.Step;
import dev.shuke.privacyrequest.PrivacyRequestView.Verification;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Requests, step by step. */
@ApplicationScoped
class PrivacyRequestRepository {
    private static final String MEMBER = "member";

    /** Nothing when the member has an open one of the type. */
    private static final String INSERT = """
            insert into privacy_request (tenant_id, id, member_id, type, state, fields, decision, segment_id, by_member,
              received_by, received_at, due_at, method, verified_by, verified_at)
            select $1, $2::uuid, $3::uuid, $4::text, $5::text, $6::text[], $7::text, $8::uuid, $9::boolean, $10::text,
              $11::timestamptz, $11::timestamptz + make_interval(days => t.privacy_due_days), $12::text,
              case when $12::text is not null then $10::text end,
              case when $12::text is not null then $11::timestamptz end
            from tenant t where t.tenant_id = $1
            on conflict do nothing
            returning *
            """;

    private static final String FIND = "select * from privacy_request where tenant_id = $1 and id = $2";
    private static final String LOCK = FIND + " for update";
    private static final String LIST = """
            select * from privacy_request
            where tenant_id = $1 and id > $2 and ($4::text is null or type = $4) and ($5::text is null or state = $5)
              and ($6::uuid is null or member_id = $6) and (not $7::boolean or ended_at is null and due_at < $8)
            order by id limit $3
            """;
    private static final String LIST_OF = """
            select * from privacy_request where tenant_id = $1 and member_id = any($2::uuid[]) and id > $3
            order by id limit $4
            """;
    private static final String VERIFY = """
            update privacy_request set state = 'verified', method = $3, verification = $4, verified_by = $5,
              verified_at = $6
            where tenant_id = $1 and id = $2
            returning *
            """;
    private static final String START = """
            update privacy_request set state = 'in_progress', outcome = $3, file_id = $4, file_expires_at = null,
              started_by = $5, started_at = $6, ended_by = null, ended_at = null
            where tenant_id = $1 and id = $2
            returning *
            """;
    private static final String END = """
            update privacy_request set state = $3, refusal = $4, evidence = $5, ended_by = $6, ended_at = $7
            where tenant_id = $1 and id = $2
            returning *
            """;
    private static final String LIFT = """
            update privacy_request set outcome = 'lifted' where tenant_id = $1 and id = $2
            returning *
            """;
    private static final String STANDS = """
            select exists (
              select from privacy_request where tenant_id = $1 and member_id = any($2::uuid[])
                and (outcome = 'done' and type = $3 or outcome = 'restricted' and $3 = 'restriction')) as stands
            """;
    private static final String REPORT = """
            select type,
              count(*) filter (where ended_at is null) as open,
              count(*) filter (where ended_at is null and due_at < $2) as overdue,
              count(*) filter (where state = 'completed' and ended_at <= due_at) as in_time,
              count(*) filter (where state = 'completed' and ended_at > due_at) as late,
              count(*) filter (where state = 'refused') as refused
            from privacy_request where tenant_id = $1 group by type order by type
            """;

    /**
     * @param method how it is known already that the member asks; null when it is not
     * @return null when the member has an open one of the type
     */
    Uni<PrivacyRequestView> insert(Tx tx, PrivacyRequestRequest request, UUID member, VerificationMethod method) {
        DecisionRequest decision = request.decision();
        boolean byMember = method == VerificationMethod.MEMBER_SESSION;
        return tx.first(
                INSERT,
                PrivacyRequestRepository::read,
                Ids.next(),
                member,
                request.type().key(),
                (method == null ? PrivacyRequestState.RECEIVED : PrivacyRequestState.VERIFIED).key(),
                request.fields().toArray(String[]::new),
                decision == null ? null : decision.kind().key(),
                decision == null ? null : decision.segmentId(),
                byMember,
                byMember ? MEMBER : tx.call().caller().subject(),
                now(),
                method == null ? null : method.key());
    }

    Uni<PrivacyRequestView> find(Tx tx, UUID id) {
        return tx.first(FIND, PrivacyRequestRepository::read, id);
    }

    /** Nobody else moves it on before this transaction ends. */
    Uni<PrivacyRequestView> lock(Tx tx, UUID id) {
        return tx.first(LOCK, PrivacyRequestRepository::read, id);
    }

    Uni<List<PrivacyRequestView>> list(Tx tx, PrivacyRequestFilter filter, UUID after, int limit) {
        return tx.list(
                LIST,
                PrivacyRequestRepository::read,
                after,
                limit,
                filter.type(),
                filter.state(),
                filter.member(),
                filter.overdue(),
                now());
    }

    /** Of one person. */
    Uni<List<PrivacyRequestView>> list(Tx tx, List<UUID> person, UUID after, int limit) {
        return tx.list(LIST_OF, PrivacyRequestRepository::read, person.toArray(UUID[]::new), after, limit);
    }

    Uni<PrivacyRequestView> verify(Tx tx, UUID id, VerificationRequest how) {
        return tx.first(
                VERIFY,
                PrivacyRequestRepository::read,
                id,
                how.method().key(),
                text(how.evidence()),
                subject(tx),
                now());
    }

    /** @param file null for a type that has none */
    Uni<PrivacyRequestView> start(Tx tx, UUID id, RequestOutcome outcome, UUID file) {
        return tx.first(START, PrivacyRequestRepository::read, id, outcome.key(), file, subject(tx), now());
    }

    Uni<PrivacyRequestView> complete(Tx tx, UUID id, Reason evidence) {
        return end(tx, id, PrivacyRequestState.COMPLETED, null, evidence);
    }

    Uni<PrivacyRequestView> refuse(Tx tx, UUID id, RefusalRequest refusal) {
        return end(tx, id, PrivacyRequestState.REFUSED, refusal.ground().key(), refusal.evidence());
    }

    private static Uni<PrivacyRequestView> end(
            Tx tx, UUID id, PrivacyRequestState state, String refusal, Reason evidence) {
        return tx.first(
                END, PrivacyRequestRepository::read, id, state.key(), refusal, text(evidence), subject(tx), now());
    }

    Uni<PrivacyRequestView> lift(Tx tx, UUID id) {
        return tx.first(LIFT, PrivacyRequestRepository::read, id);
    }

    /** Whether what a request of the type has brought about still holds for the person. */
    Uni<Boolean> stands(Tx tx, List<UUID> person, PrivacyRequestType type) {
        return tx.first(STANDS, row -> row.getBoolean("stands"), person.toArray(UUID[]::new), type.key());
    }

    Uni<List<PrivacyReportView.OfType>> report(Tx tx) {
        return tx.list(
                REPORT,
                row -> new PrivacyReportView.OfType(
                        PrivacyRequestType.stored(row.getString("type")),
                        row.getLong("open"),
                        row.getLong("overdue"),
                        row.getLong("in_time"),
                        row.getLong("late"),
                        row.getLong("refused")),
                now());
    }

    private static String subject(Tx tx) {
        return tx.call().caller().subject();
    }

    private static String text(Reason reason) {
        return reason == null ? null : reason.text();
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static PrivacyRequestView read(Row row) {
        DecisionKind decision = DecisionKind.stored(row.getString("decision"));
        UUID file = row.getUUID("file_id");
        Instant due = time(row, "due_at");
        Step ended = step(row, "ended");
        return new PrivacyRequestView(
                row.getUUID("id"),
                row.getUUID("member_id"),
                PrivacyRequestType.stored(row.getString("type")),
                PrivacyRequestState.stored(row.getString("state")),
                List.of(row.getArrayOfStrings("fields")),
                decision == null ? null : new DecisionRequest(decision, row.getUUID("segment_id")),
                time(row, "received_at"),
                due,
                (ended == null ? Instant.now() : ended.at()).isAfter(due),
                step(row, "received"),
                verification(row),
                step(row, "started"),
                file == null ? null : "/v1/jobs/" + file,
                time(row, "file_expires_at"),
                RequestOutcome.stored(row.getString("outcome")),
                RefusalGround.stored(row.getString("refusal")),
                reason(row, "evidence"),
                ended,
                null);
    }

    private static Verification verification(Row row) {
        Step step = step(row, "verified");
        return step == null
                ? null
                : new Verification(
                        VerificationMethod.stored(row.getString("method")),
                        reason(row, "verification"),
                        step.by(),
                        step.at());
    }

    static Step step(Row row, String name) {
        Instant at = time(row, name + "_at");
        return at == null ? null : new Step(row.getString(name + "_by"), at);
    }

    static Reason reason(Row row, String column) {
        String text = row.getString(column);
        return text == null ? null : new Reason(text);
    }

    private static Instant time(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
