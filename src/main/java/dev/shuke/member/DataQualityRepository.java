package dev.shuke.member;

import dev.shuke.member.DataQualityView.FieldQuality;
import dev.shuke.member.DataQualityView.IdentityQuality;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts over all members of a tenant. */
@ApplicationScoped
class DataQualityRepository {
    private static final String FIELDS = """
            select count(*) as members, count(name) as name, count(gender) as gender, count(birthday) as birthday,
              count(email) as email, count(city) as city
            from member where tenant_id = $1 and merged_into is null and erased_at is null
            """;
    private static final String CONFLICTS = """
            select count(*) as merged, count(*) filter (where f.gender <> s.gender) as gender,
              count(*) filter (where f.birthday <> s.birthday) as birthday,
              count(*) filter (where f.city <> s.city) as city
            from member f join member s on s.tenant_id = $1 and s.id = f.merged_into
            where f.tenant_id = $1 and f.merged_into is not null and f.erased_at is null
            """;
    private static final String IDENTITIES = """
            select kind, sum(n)::bigint as identities, sum(verified)::bigint as verified, count(*) as members
            from (
              select kind, count(*) as n, count(verified_at) as verified from member_identity
              where tenant_id = $1 group by kind, member_id
            ) m
            group by kind order by kind
            """;

    Uni<DataQualityView> count(Tx tx) {
        return Uni.combine()
                .all()
                .unis(tx.first(FIELDS, row -> row), tx.first(CONFLICTS, row -> row), tx.list(IDENTITIES, row -> row))
                .asTuple()
                .map(found -> view(found.getItem1(), found.getItem2(), found.getItem3()));
    }

    private static DataQualityView view(Row fields, Row conflicts, List<Row> identities) {
        long members = fields.getLong("members");
        return new DataQualityView(
                members,
                conflicts.getLong("merged"),
                List.of(
                        field("name", fields, null),
                        field("gender", fields, conflicts.getLong("gender")),
                        field("birthday", fields, conflicts.getLong("birthday")),
                        field("email", fields, null),
                        field("city", fields, conflicts.getLong("city"))),
                identities.stream()
                        .map(row -> new IdentityQuality(
                                IdentityKind.stored(row.getString("kind")),
                                row.getLong("identities"),
                                row.getLong("verified"),
                                row.getLong("members"),
                                rate(row.getLong("members"), members)))
                        .toList());
    }

    private static FieldQuality field(String name, Row counts, Long conflicting) {
        return new FieldQuality(
                name, counts.getLong(name), rate(counts.getLong(name), counts.getLong("members")), conflicting);
    }

    private static double rate(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
