package dev.shuke.tag;

import dev.shuke.platform.privacy.Counting;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/** Which tags of an exclusive group members had, and have. */
@ApplicationScoped
class TagTransitionRepository {
    /**
     * The parameter of a day. What somebody had of a group at its end is what he was given last by then, unless it had
     * ended or was taken away: whether and when it was put away, which the history tells too, does not count.
     */
    private static final String AT_THE_END = """
            select distinct on (h.member_id) h.member_id,
              case when h.action = 'given' and (h.expires_at is null or h.expires_at >= d.ends) then h.tag end as key
            from (select (%s::date + 1)::timestamp at time zone $5::text as ends) d
            join member_tag_history h on h.tenant_id = $1 and h.tag = any(array(
              select key from tag where tenant_id = $1 and parent = $2)) and h.action <> 'expired' and h.at < d.ends
            order by h.member_id, h.at desc, h.id desc
            """;
    /** The purpose's condition. */
    private static final String MOVES = """
            with before as (
              %s
            ), after as (
              %s
            )
            select b.key as before, a.key as after, count(*) as members
            from after a
            left join before b on b.member_id = a.member_id
            join member_metric m on m.tenant_id = $1 and m.member_id = a.member_id
            where coalesce(a.key, b.key) is not null and %s
            group by b.key, a.key
            order by count(*) desc, b.key, a.key
            """;

    /** Of everybody who had one of its tags at the end of the one day or of the other. */
    Uni<List<Transition>> moves(Tx tx, Counting counting, String group, LocalDate from, LocalDate to) {
        return tx.list(
                MOVES.formatted(AT_THE_END.formatted("$3"), AT_THE_END.formatted("$4"), counting.condition("m")),
                row -> new Transition(row.getString("before"), row.getString("after"), row.getLong("members")),
                group,
                from,
                to,
                tx.call().tenant().zone().getId());
    }
}
