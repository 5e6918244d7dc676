package dev.shuke.rfm;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Scores, tier and stage of one member; of nobody whose data is restricted. */
@ApplicationScoped
class MemberRfmRepository {
    private static final String FIND = """
            select s.r, s.f, s.m, s.score, s.tier, g.stage, r.snapshot_date
            from member_metric m
            left join member_rfm s on s.tenant_id = $1 and s.member_id = m.member_id and not m.restricted
            left join member_stage g on g.tenant_id = $1 and g.member_id = m.member_id and not m.restricted
            left join rfm r on r.tenant_id = $1
            where m.tenant_id = $1 and m.member_id = $2
            """;

    /** Null when there is no such member. */
    Uni<MemberRfmView> find(Tx tx, UUID member) {
        return tx.first(FIND, MemberRfmRepository::read, member);
    }

    private static MemberRfmView read(Row row) {
        return new MemberRfmView(
                row.getInteger("r"),
                row.getInteger("f"),
                row.getInteger("m"),
                row.getInteger("score"),
                row.getString("tier"),
                row.getString("stage"),
                row.getLocalDate("snapshot_date"));
    }
}
