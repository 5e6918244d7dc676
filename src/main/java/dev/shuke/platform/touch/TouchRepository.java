package dev.shuke.platform.touch;

import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The members touched and not dealt with. */
@ApplicationScoped
class TouchRepository {
    private static final String INSERT = """
            insert into member_touch (tenant_id, id, about, members, segment_id) values ($1, $2, $3, $4, $5)
            """;
    private static final String INSERT_EACH = """
            insert into member_touch (tenant_id, id, about, members)
            select $1, ($2::uuid[])[t.n], array[($3::text[])[t.n]], array_agg(t.member_id)
            from unnest($4::int[], $5::uuid[]) t(n, member_id)
            group by t.n
            on conflict do nothing
            """;
    private static final String OLDEST = """
            select id from (
              select id, sum(greatest(cardinality(members), 1)) over (order by id) - cardinality(members) as before
              from (select id, members from member_touch where tenant_id = $1 order by id limit $2) t
            ) o
            where before < $2
            """;
    private static final String TAKE = """
            delete from member_touch where tenant_id = $1 and id = any(array(%s))
            returning about, members, segment_id
            """.formatted(OLDEST);
    private static final String PEEK = """
            select about, members, segment_id from member_touch where tenant_id = $1 and id = any(array(%s))
            """.formatted(OLDEST);
    private static final String TENANTS = """
            select tenant_id, min(uuid_extract_timestamp(id)) as since from member_touch group by tenant_id
            """;

    private final PlatformDb platform;

    TouchRepository(PlatformDb platform) {
        this.platform = platform;
    }

    Uni<Integer> insert(Tx tx, Set<String> about, Set<UUID> members, UUID segment) {
        return tx.update(INSERT, Ids.next(), about.toArray(String[]::new), members.toArray(UUID[]::new), segment);
    }

    /** One for each thing that was written. */
    Uni<Integer> insert(Tx tx, Map<String, Set<UUID>> members) {
        String[] about = members.keySet().toArray(String[]::new);
        List<Integer> number = new ArrayList<>();
        List<UUID> member = new ArrayList<>();
        for (int n = 0; n < about.length; n++) {
            Set<UUID> touched = members.get(about[n]);
            number.addAll(Collections.nCopies(touched.size(), n + 1));
            member.addAll(touched);
        }
        return tx.update(
                INSERT_EACH,
                Stream.generate(Ids::next).limit(about.length).toArray(UUID[]::new),
                about,
                number.toArray(Integer[]::new),
                member.toArray(UUID[]::new));
    }

    Uni<List<Touch>> take(Tx tx, int most) {
        return tx.list(TAKE, TouchRepository::read, most);
    }

    Uni<List<Touch>> peek(Tx tx, int most) {
        return tx.list(PEEK, TouchRepository::read, most);
    }

    Uni<List<TouchedTenant>> tenants() {
        return platform.list(TENANTS, row -> new TouchedTenant(row.getUUID("tenant_id"), since(row)));
    }

    private static Instant since(Row row) {
        OffsetDateTime since = row.getOffsetDateTime("since");
        return since == null ? Instant.now() : since.toInstant();
    }

    private static Touch read(Row row) {
        return new Touch(
                Set.of(row.getArrayOfStrings("about")),
                Set.of(row.getArrayOfUUIDs("members")),
                row.getUUID("segment_id"));
    }
}
