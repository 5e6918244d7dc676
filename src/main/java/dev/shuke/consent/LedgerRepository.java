package dev.shuke.consent;

import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The ledger: read, and added to. */
@ApplicationScoped
class LedgerRepository {
    private static final String HEADS = """
            select m.id, h.seq, h.hash, greatest(clock_timestamp(), h.received_at) as now, m.birthday
            from member m
            left join lateral (
              select e.seq, e.hash, e.received_at from consent_event e
              where e.tenant_id = $1 and e.member_id = m.id order by e.seq desc limit 1
            ) h on true
            where m.tenant_id = $1 and m.id = any($2::uuid[])
            """;
    private static final String ADD = """
            insert into consent_event (tenant_id, member_id, seq, id, purpose, action, notice_version_id, method,
              collection_point, actor, guardian, evidence, origin_member_id, until, occurred_at, received_at, words, salt,
              hash)
            select $1, r.member, r.seq, r.id, r.purpose, r.action, r.version, r.method, r.point, r.actor, r.guardian,
              decode(r.evidence, 'hex'), r.origin, r.until, r.occurred, r.received, decode(r.words, 'hex'),
              decode(r.salt, 'hex'), decode(r.hash, 'hex')
            from jsonb_to_recordset($2::jsonb) r(member uuid, seq int, id uuid, purpose text, action text, version uuid,
              method text, point text, actor text, guardian text, evidence text, origin uuid, until timestamptz,
              occurred timestamptz, received timestamptz, words text, salt text, hash text)
            """;
    private static final String SAID_AT = """
            select * from consent_event
            where tenant_id = $1 and member_id = any($2::uuid[]) and purpose = any($3::text[])
              and occurred_at = any($4::timestamptz[])
            """;

    /** Of the member and of all who were merged into it. */
    private static final String OF_PERSON = """
            from consent_event where tenant_id = $1 and member_id = any(array(
              select id from member where tenant_id = $1 and (id = $2 or merged_into = $2)))
            """;

    private static final String HISTORY = "select * " + OF_PERSON + "and id < $3 order by id desc limit $4";
    private static final String CHAINS = "select * " + OF_PERSON + "order by member_id, seq";
    private static final String FIND = "select * " + OF_PERSON + "and id = $3";
    private static final String LIST = """
            select * from consent_event where tenant_id = $1 and id = any($2::uuid[])
            """;

    /** To be called when the member is locked. */
    Uni<LedgerDraft.Head> head(Tx tx, UUID member) {
        return heads(tx, List.of(member)).map(heads -> heads.get(member));
    }

    /** By member; to be called when they are locked. */
    Uni<Map<UUID, LedgerDraft.Head>> heads(Tx tx, Collection<UUID> members) {
        return tx.list(HEADS, row -> Map.entry(row.getUUID("id"), head(row)), (Object) members.toArray(UUID[]::new))
                .map(heads -> heads.stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static LedgerDraft.Head head(Row row) {
        Integer seq = row.getInteger("seq");
        return new LedgerDraft.Head(
                seq == null ? 0 : seq,
                seq == null ? LedgerEntry.BEGINNING : hex(row.getBuffer("hash")),
                row.getOffsetDateTime("now").toInstant(),
                row.getLocalDate("birthday"));
    }

    Uni<Integer> add(Tx tx, List<LedgerEntry> rows) {
        JsonArray sent = new JsonArray();
        rows.forEach(row -> sent.add(json(row)));
        return tx.update(ADD, sent);
    }

    /** What one of the members has said of one of the purposes at one of the times. */
    Uni<List<LedgerEntry>> saidAt(
            Tx tx, Collection<UUID> members, Collection<Purpose> purposes, Collection<Instant> times) {
        return times.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.list(
                        SAID_AT,
                        LedgerRepository::read,
                        members.toArray(UUID[]::new),
                        purposes.stream().map(Purpose::key).toArray(String[]::new),
                        times.stream()
                                .map(time -> time.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new));
    }

    /** The newest first. */
    Uni<List<LedgerEntry>> history(Tx tx, UUID member, UUID before, int limit) {
        return tx.list(HISTORY, LedgerRepository::read, member, before, limit);
    }

    /** All, member by member in the order of the ledger. */
    Uni<List<LedgerEntry>> chains(Tx tx, UUID member) {
        return tx.list(CHAINS, LedgerRepository::read, member);
    }

    /** Null when it is none of the member's. */
    Uni<LedgerEntry> find(Tx tx, UUID member, UUID id) {
        return tx.first(FIND, LedgerRepository::read, member, id);
    }

    Uni<List<LedgerEntry>> list(Tx tx, Collection<UUID> ids) {
        return tx.list(LIST, LedgerRepository::read, (Object) ids.toArray(UUID[]::new));
    }

    private static JsonObject json(LedgerEntry row) {
        return new JsonObject()
                .put("member", row.member().toString())
                .put("seq", row.seq())
                .put("id", row.id().toString())
                .put("purpose", row.purpose().key())
                .put("action", row.action().key())
                .put("version", text(row.noticeVersion()))
                .put("method", row.method())
                .put("point", row.collectionPoint())
                .put("actor", row.actor())
                .put("guardian", text(row.guardian()))
                .put("evidence", row.evidence())
                .put("origin", text(row.origin()))
                .put("until", text(row.until()))
                .put("occurred", text(row.occurredAt()))
                .put("received", text(row.receivedAt()))
                .put("words", row.words())
                .put("salt", row.salt())
                .put("hash", row.hash());
    }

    private static String text(Object value) {
        return Objects.toString(value, null);
    }

    private static String hex(Buffer bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes.getBytes());
    }

    static LedgerEntry read(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("until");
        return new LedgerEntry(
                row.getUUID("member_id"),
                row.getInteger("seq"),
                row.getUUID("id"),
                new Purpose(row.getString("purpose")),
                ConsentAction.stored(row.getString("action")),
                row.getUUID("notice_version_id"),
                row.getString("method"),
                row.getString("collection_point"),
                row.getString("actor"),
                Guardian.stored(row.getString("guardian")),
                hex(row.getBuffer("evidence")),
                row.getUUID("origin_member_id"),
                until == null ? null : until.toInstant(),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("received_at").toInstant(),
                hex(row.getBuffer("words")),
                hex(row.getBuffer("salt")),
                hex(row.getBuffer("hash")));
    }
}
