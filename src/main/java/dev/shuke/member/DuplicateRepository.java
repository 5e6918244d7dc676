package dev.shuke.member;

import dev.shuke.member.Suspect.Pair;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Suspected duplicates, and the members among whom they are looked for. */
@ApplicationScoped
class DuplicateRepository {
    private static final String SUSPECTS = """
            select id, data_key, name, gender, birthday, city, email from member
            where tenant_id = $1 and birthday is not null and name is not null and merged_into is null and birthday > $2
            order by birthday limit $3
            """;

    /** Once said, a pair stays said: one that was dismissed does not come back. */
    private static final String INSERT = """
            insert into member_duplicate (tenant_id, id, one_id, other_id, score, reasons, state, created_at)
            select $1, id, one_id, other_id, score, string_to_array(reasons, ','), 'open', $7
            from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[]) s(id, one_id, other_id, score, reasons)
            order by one_id, other_id
            on conflict do nothing
            """;

    /** Not of those who have become one since. */
    private static final String OPEN = """
            select d.id, d.one_id, d.other_id, d.score, d.reasons, d.created_at
            from member_duplicate d
            join member a on a.tenant_id = $1 and a.id = d.one_id
            join member b on b.tenant_id = $1 and b.id = d.other_id
            where d.tenant_id = $1 and d.state = 'open' and a.erased_at is null and b.erased_at is null
              and coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id) and\s""";

    private static final String LIST = OPEN + "d.id > $2 order by d.id limit $3";
    private static final String LOCK = OPEN + "d.id = $2 for update of d";
    private static final String DECIDE = """
            update member_duplicate set state = $3, decided_at = $4 where tenant_id = $1 and id = $2
            """;

    /** Members with a name whose birthday is behind the one given, by birthday. */
    Uni<List<Suspect>> listSuspects(Tx tx, LocalDate behind, int limit, TenantKeys keys) {
        return tx.list(SUSPECTS, row -> suspect(row, keys), behind, limit);
    }

    Uni<Integer> insert(Tx tx, List<Pair> pairs) {
        return tx.update(
                INSERT,
                pairs.stream().map(pair -> Ids.next()).toArray(UUID[]::new),
                pairs.stream().map(Pair::one).toArray(UUID[]::new),
                pairs.stream().map(Pair::other).toArray(UUID[]::new),
                pairs.stream().map(Pair::score).toArray(Integer[]::new),
                pairs.stream().map(DuplicateRepository::reasons).toArray(String[]::new),
                now());
    }

    /** The open ones in the order of their discovery. */
    Uni<List<DuplicateView>> list(Tx tx, UUID after, int limit) {
        return tx.list(LIST, DuplicateRepository::read, after, limit);
    }

    /** Null unless it is open; nobody else decides it before this transaction ends. */
    Uni<DuplicateView> lock(Tx tx, UUID id) {
        return tx.first(LOCK, DuplicateRepository::read, id);
    }

    Uni<Integer> confirm(Tx tx, UUID id) {
        return tx.update(DECIDE, id, "confirmed", now());
    }

    Uni<Integer> dismiss(Tx tx, UUID id) {
        return tx.update(DECIDE, id, "dismissed", now());
    }

    private static Suspect suspect(Row row, TenantKeys keys) {
        UUID id = row.getUUID("id");
        MemberKey key = keys.memberKey(id, row.getBuffer("data_key").getBytes());
        Buffer email = row.getBuffer("email");
        String gender = row.getString("gender");
        return new Suspect(
                id,
                NameLikeness.of(key.open(MemberRow.NAME, row.getBuffer("name").getBytes())),
                gender == null ? null : Gender.named(gender),
                row.getLocalDate("birthday"),
                row.getString("city"),
                email == null ? null : key.open(MemberRow.EMAIL, email.getBytes()));
    }

    private static String reasons(Pair pair) {
        return pair.reasons().stream().map(DuplicateReason::key).collect(Collectors.joining(","));
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static DuplicateView read(Row row) {
        return new DuplicateView(
                row.getUUID("id"),
                List.of(row.getUUID("one_id"), row.getUUID("other_id")),
                row.getInteger("score"),
                Arrays.stream(row.getArrayOfStrings("reasons"))
                        .map(DuplicateReason::stored)
                        .toList(),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
