package dev.shuke.consent;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What a member's ledger comes to: by the rows themselves, and as it is kept for queries. */
@ApplicationScoped
class StateRepository {
    /**
     * Of each purpose what was said last. Of what was said at the same time, what forbids counts, and of that what came
     * last. What was taken over from somebody counts as long as he is merged into the member.
     */
    private static final String SAID = """
            select distinct on (e.member_id, e.purpose) e.* from consent_event e
            where e.tenant_id = $1 and e.member_id = any($2::uuid[]) and e.occurred_at <= $3::timestamptz
              and (e.origin_member_id is null or exists (
                select from member o
                where o.tenant_id = $1 and o.id = e.origin_member_id and o.merged_into = e.member_id))
            order by e.member_id, e.purpose, e.occurred_at desc, e.action = 'given', e.seq desc
            """;

    private static final String KEPT = """
            select e.* from consent_state s
            join consent_event e on e.tenant_id = $1 and e.id = s.event_id
            where s.tenant_id = $1 and s.member_id = $2
            order by s.purpose
            """;
    private static final String FORGET = """
            delete from consent_state where tenant_id = $1 and member_id = any($2::uuid[])
            """;

    /** In one order, as whoever writes events about several does, so that neither waits for the other in a circle. */
    private static final String LOCK = """
            select member_id from member_metric where tenant_id = $1 and member_id = any($2::uuid[])
            order by member_id for no key update
            """;

    private static final String KEEP = """
            insert into consent_state (tenant_id, member_id, purpose, action, event_id, notice_version_id, until,
              occurred_at)
            select $1, s.member_id, s.purpose, s.action, s.id, s.notice_version_id, s.until, s.occurred_at
            from (%s) s
            on conflict do nothing
            """.formatted(SAID);

    /** As V202611280050__member_metric.sql has them. */
    private static final String BITS = """
            with bits as (
              select s.member_id, p.bit, p.basis, s.action, s.until from consent_state s
              join purpose p on p.tenant_id = $1 and p.key = s.purpose
              where s.tenant_id = $1 and s.member_id = any($2::uuid[]) and p.bit is not null
            ), ending as (
              select b.member_id, max(b.bit) as last from bits b
              where b.basis = 'consent' and b.action = 'given' and b.until is not null group by b.member_id
            ), ended as (
              select x.member_id, array_agg(e.until order by g.bit) as ends
              from ending x cross join generate_series(0, x.last) g(bit)
              left join bits e on e.member_id = x.member_id and e.bit = g.bit and e.basis = 'consent'
                and e.action = 'given'
              group by x.member_id
            ), made as (
              select u.member_id, coalesce(bit_or(1::bigint << b.bit) filter (where case b.basis
                  when 'consent' then b.action = 'given' and b.until is null else b.action <> 'given' end), 0) as mask
              from unnest($2::uuid[]) u(member_id) left join bits b on b.member_id = u.member_id
              group by u.member_id
            ), marks as (
              select m.member_id, m.mask, d.ends from made m left join ended d on d.member_id = m.member_id
            )
            """;

    private static final String MARK = BITS + """
            update member_metric m set consent_mask = s.mask, consent_ends = s.ends from marks s
            where m.tenant_id = $1 and m.member_id = s.member_id
            """;
    private static final String IS_MARKED = BITS + """
            select m.consent_mask = s.mask and m.consent_ends is not distinct from s.ends and not exists (
              select from consent_state k join consent_event e on e.tenant_id = $1 and e.id = k.event_id
              where k.tenant_id = $1 and k.member_id = s.member_id
                and (k.purpose, k.action, k.occurred_at) <> (e.purpose, e.action, e.occurred_at)) as same
            from marks s join member_metric m on m.tenant_id = $1 and m.member_id = s.member_id
            """;
    private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

    /** By the rows: what was said by then. */
    Uni<List<LedgerEntry>> said(Tx tx, UUID member, Instant at) {
        return tx.list(SAID, LedgerRepository::read, new UUID[] {member}, at.atOffset(ZoneOffset.UTC));
    }

    /** By the rows: what was said last. */
    Uni<List<LedgerEntry>> said(Tx tx, UUID member) {
        return said(tx, member, EVER);
    }

    /** As it is kept: the rows that count. */
    Uni<List<LedgerEntry>> kept(Tx tx, UUID member) {
        return tx.list(KEPT, LedgerRepository::read, member);
    }

    /** Makes the states and the member's bits anew from the rows. To be called when the member is locked. */
    Uni<Void> remake(Tx tx, UUID member) {
        return remake(tx, new UUID[] {member});
    }

    /** Likewise of several. */
    Uni<Void> remake(Tx tx, Collection<UUID> members) {
        UUID[] all = members.toArray(UUID[]::new);
        return tx.list(LOCK, row -> true, (Object) all).chain(locked -> remake(tx, all));
    }

    private static Uni<Void> remake(Tx tx, UUID[] members) {
        return tx.update(FORGET, (Object) members)
                .chain(() -> tx.update(KEEP, members, EVER.atOffset(ZoneOffset.UTC)))
                .chain(() -> tx.update(MARK, (Object) members))
                .replaceWithVoid();
    }

    /** Whether the states are those of their rows, and the member's bits those of the states; null without metrics. */
    Uni<Boolean> isMarked(Tx tx, UUID member) {
        return tx.first(IS_MARKED, row -> row.getBoolean("same"), (Object) new UUID[] {member});
    }

    /** One of many members, as a purpose has it. */
    record Checked(UUID member, boolean known, boolean restricted, boolean admitted, ConsentAction action) {}

    private static final String CHECK = """
            select u.id, m.member_id is not null as known, coalesce(m.restricted, false) as restricted,
              coalesce(%s, false) as admitted,
              case when s.action = 'given' and s.until <= now() then 'expired' else s.action end as action
            from unnest($2::uuid[]) with ordinality u(id, at)
            left join member b on b.tenant_id = $1 and b.id = u.id
            left join member_metric m on m.tenant_id = $1
              and m.member_id = case when b.merged_into is null then b.id else b.merged_into end
            left join consent_state s on s.tenant_id = $1 and s.member_id = m.member_id and s.purpose = $3
            order by u.at
            """;

    /** By the condition that every query has, in the order asked. */
    Uni<List<Checked>> check(Tx tx, Purpose purpose, Collection<UUID> members) {
        return tx.list(
                CHECK.formatted(purpose.conditionOf("m", members.size())),
                row -> new Checked(
                        row.getUUID("id"),
                        row.getBoolean("known"),
                        row.getBoolean("restricted"),
                        row.getBoolean("admitted"),
                        row.getString("action") == null ? null : ConsentAction.stored(row.getString("action"))),
                members.toArray(UUID[]::new),
                purpose.key());
    }
}
