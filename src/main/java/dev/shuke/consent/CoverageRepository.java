package dev.shuke.consent;

import dev.shuke.consent.ConsentCoverageView.Answers;
import dev.shuke.consent.ConsentCoverageView.Point;
import dev.shuke.consent.ConsentCoverageView.Version;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Who has said what of a purpose, and how many. */
@ApplicationScoped
class CoverageRepository {
    private static final String NOW =
            "case when s.action = 'given' and s.until <= now() then 'expired' else s.action end";

    /** Of members whose data may be used at all. */
    private static final String STATES = """
            from consent_state s
            join member_metric m on m.tenant_id = $1 and m.member_id = s.member_id and %s
            where s.tenant_id = $1 and s.purpose = $2
            """.formatted(Purpose.SERVICE.condition("m"));

    private static final String LIST = """
            select s.member_id, %1$s as state, s.notice_version_id, s.occurred_at, s.until
            %2$s and s.member_id > $3 and ($4::text is null or %1$s = $4)
            order by s.member_id limit $5
            """.formatted(NOW, STATES);
    private static final String REACHABLE = """
            select count(*) as members from member_metric m where m.tenant_id = $1 and %s
            """.formatted(Purpose.SERVICE.condition("m"));
    private static final String ANSWERS = """
            select v.notice_version_id, count(*) filter (where v.state = 'given') as given,
              count(*) filter (where v.state = 'refused') as refused,
              count(*) filter (where v.state = 'withdrawn') as withdrawn,
              count(*) filter (where v.state in ('expired', 'invalidated')) as ended
            from (select s.notice_version_id, %s as state %s) v
            group by v.notice_version_id
            """.formatted(NOW, STATES);
    private static final String VERSIONS = """
            select v.id, v.number, v.material, v.effective_at, (
                select count(distinct n.member_id) from notice_served n
                join member_metric m on m.tenant_id = $1 and m.member_id = n.member_id and %1$s
                where n.tenant_id = $1 and n.notice_version_id = v.id
              ) as shown
            from notice_version v where v.tenant_id = $1 and v.purpose = $2 order by v.number desc
            """.formatted(Purpose.SERVICE.condition("m"));
    private static final String POINTS = """
            select p.notice_version_id, p.collection_point, p.shown from (
              select n.notice_version_id, n.collection_point, count(distinct n.member_id) as shown,
                row_number() over (partition by n.notice_version_id
                  order by count(distinct n.member_id) desc, n.collection_point) as place
              from notice_served n
              join notice_version v on v.tenant_id = $1 and v.id = n.notice_version_id and v.purpose = $2
              join member_metric m on m.tenant_id = $1 and m.member_id = n.member_id and %s
              where n.tenant_id = $1
              group by n.notice_version_id, n.collection_point
            ) p where p.place <= 100 order by p.notice_version_id, p.place
            """.formatted(Purpose.SERVICE.condition("m"));

    /** @param version null: none was named */
    record Answered(UUID version, Answers answers) {}

    /** A place where a version was shown. */
    record Shown(UUID version, Point point) {}

    /** In the order of their ids, behind the id. @param state null for any */
    Uni<List<ConsentHolderView>> list(Tx tx, Purpose purpose, ConsentState state, UUID after, int limit) {
        return tx.list(
                LIST, CoverageRepository::holder, purpose.key(), after, state == null ? null : state.key(), limit);
    }

    Uni<Long> reachable(Tx tx) {
        return tx.first(REACHABLE, row -> row.getLong("members"));
    }

    Uni<List<Answered>> answers(Tx tx, Purpose purpose) {
        return tx.list(
                ANSWERS,
                row -> new Answered(
                        row.getUUID("notice_version_id"),
                        new Answers(
                                row.getLong("given"),
                                row.getLong("refused"),
                                row.getLong("withdrawn"),
                                row.getLong("ended"))),
                purpose.key());
    }

    /** The newest first, without what was answered and where. */
    Uni<List<Version>> versions(Tx tx, Purpose purpose) {
        return tx.list(
                VERSIONS,
                row -> new Version(
                        row.getUUID("id"),
                        row.getInteger("number"),
                        row.getBoolean("material"),
                        row.getOffsetDateTime("effective_at").toInstant(),
                        row.getLong("shown"),
                        Answers.NONE,
                        List.of()),
                purpose.key());
    }

    Uni<List<Shown>> points(Tx tx, Purpose purpose) {
        return tx.list(
                POINTS,
                row -> new Shown(
                        row.getUUID("notice_version_id"),
                        new Point(row.getString("collection_point"), row.getLong("shown"))),
                purpose.key());
    }

    private static ConsentHolderView holder(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("until");
        return new ConsentHolderView(
                row.getUUID("member_id"),
                ConsentState.of(ConsentAction.stored(row.getString("state"))),
                row.getUUID("notice_version_id"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                until == null ? null : until.toInstant());
    }
}
