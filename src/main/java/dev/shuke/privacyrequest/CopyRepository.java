package dev.shuke.privacyrequest;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * What is held of a person besides the sealed: by section, the tables it stands in and the query of its rows. A new table
 * with something of members joins here, or the test of this class fails.
 */
@ApplicationScoped
class CopyRepository {
    /** How many rows of a section are read at once. */
    static final int PAGE = 500;

    /**
     * A part of the copy.
     *
     * @param name of its files
     * @param paged whether its rows have ids, by which it is read page by page
     */
    record Section(String name, String chinese, String english, List<String> tables, String sql, boolean paged) {
        /** All of a table's rows of the person, without who of the staff wrote them. */
        static Section of(String name, String chinese, String english, String table) {
            String rows = """
                    select to_jsonb(t) - '{tenant_id,written_by,actor,choosing_mask,consent_mask,consent_ends,churn_factors,
                      outranked_until}'::text[] as row
                    from %s t
                    where t.tenant_id = $1 and t.member_id = any($2::uuid[]) limit 100000
                    """;
            return new Section(name, chinese, english, List.of(table), rows.formatted(table), false);
        }
    }

    private static final String EVENTS = """
            select to_jsonb(r) as row from (
              select e.id, e.type, e.source, e.source_id as "sourceId", e.occurred_at as "occurredAt",
                e.received_at as "receivedAt", e.store, e.channel, e.amount, e.props, (
                  select jsonb_agg(to_jsonb(i) - '{tenant_id,event_id}'::text[] order by i.line) from event_item i
                  where i.tenant_id = $1 and i.event_id = e.id) as items
              from event e
              where e.tenant_id = $1 and e.member_id = any($2::uuid[]) and e.id > $3 order by e.id limit $4) r
            """;
    private static final String MERGES = """
            select jsonb_build_object('into', m.into_id, 'from', m.from_id, 'at', m.created_at, 'undoneAt', m.undone_at) as row
            from member_merge m
            where m.tenant_id = $1 and (m.into_id = any($2::uuid[]) or m.from_id = any($2::uuid[])) order by m.id
            """;
    private static final String USES = """
            select jsonb_build_object('at', a.at, 'action', a.action, 'byKind', a.actor_kind, 'purpose', a.purpose,
              'fields', a.fields) as row
            from audit_entry a
            where a.tenant_id = $1 and a.about_kind = 'member' and a.about_id = any($2::uuid[]::text[])
            order by a.id limit 100000
            """;
    private static final String INCIDENTS = """
            select jsonb_build_object('kind', i.kind, 'groups', i.groups, 'consequences', i.consequences, 'advice', i.advice,
              'discoveredAt', i.discovered_at) as row
            from incident_member c join incident i on i.tenant_id = $1 and i.id = c.incident_id
            where c.tenant_id = $1 and c.member_id = any($2::uuid[]) order by i.id
            """;
    private static final String REQUESTS = """
            select jsonb_build_object('id', q.id, 'type', q.type, 'state', q.state, 'receivedAt', q.received_at,
              'dueAt', q.due_at, 'endedAt', q.ended_at, 'outcome', q.outcome, 'refusal', q.refusal) as row
            from privacy_request q where q.tenant_id = $1 and q.member_id = any($2::uuid[]) order by q.id
            """;

    static final List<Section> SECTIONS = List.of(
            new Section(
                    "events",
                    "行为与订单记录",
                    "What you did: orders, visits and the like",
                    List.of("event", "event_item"),
                    EVENTS,
                    true),
            Section.of("numbers", "由记录汇总的数值", "Numbers kept of what you did", "member_metric"),
            Section.of("habits", "购买习惯", "Your habits", "member_habit"),
            Section.of("rfm", "消费价值评分", "Scores by recency, frequency and amount", "member_rfm"),
            Section.of("stage", "会员阶段", "Your stage as a customer", "member_stage"),
            Section.of("stage-history", "等级与阶段变化", "Changes of tier and stage", "member_transition"),
            Section.of("predictions", "预测评分", "What models foretell", "member_score"),
            Section.of(
                    "replenishments",
                    "预计补货时间",
                    "When you are expected to need something again",
                    "member_replenishment"),
            Section.of("tags", "标签", "Tags you were given", "member_tag"),
            Section.of("tag-history", "标签变化", "Tags given and taken away", "member_tag_history"),
            Section.of("segments", "所属人群", "Groups you are in by a rule", "segment_membership"),
            Section.of("frozen-segments", "固定人群", "Groups you were in at a moment", "segment_member"),
            Section.of("segment-history", "人群进出记录", "Groups entered and left", "segment_change"),
            Section.of("experiments", "参与的实验", "Experiments you were shown a variant of", "experiment_exposure"),
            Section.of("consents", "同意与拒绝记录", "What you agreed to, refused and withdrew", "consent_event"),
            Section.of("consent-state", "当前同意状态", "What you allow now", "consent_state"),
            Section.of("notices", "已展示的告知", "Notices you were shown", "notice_served"),
            new Section("merges", "档案合并", "Records joined with yours", List.of("member_merge"), MERGES, false),
            new Section("uses", "操作记录", "What was done with your record", List.of("audit_entry"), USES, false),
            new Section(
                    "incidents", "个人信息安全事件", "Incidents with your data", List.of("incident_member"), INCIDENTS, false),
            new Section("requests", "隐私请求", "What you have asked for", List.of("privacy_request"), REQUESTS, false));

    /** Rows of a section behind an id; all of them where it is not paged. */
    Uni<List<JsonObject>> list(Tx tx, Section section, List<UUID> person, UUID after) {
        UUID[] ids = person.toArray(UUID[]::new);
        return section.paged()
                ? tx.list(section.sql(), CopyRepository::row, ids, after, PAGE)
                : tx.list(section.sql(), CopyRepository::row, (Object) ids);
    }

    private static JsonObject row(Row row) {
        return row.get(JsonObject.class, "row");
    }
}
