package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.Sight;
import java.util.stream.Stream;

/** By what members are told apart when a rule's members are compared with all. */
public enum InsightDimension {
    GENDER("gender", FieldGroup.PROFILE, ofMember("p.gender")),
    CITY("city", FieldGroup.PROFILE, ofMember("p.city")),
    BIRTH_DECADE(
            "birthDecade", FieldGroup.PROFILE, ofMember("(extract(year from p.birthday)::int / 10 * 10)::text || 's'")),
    /** Those of few values that a tenant has defined. */
    ATTRIBUTE("attribute", FieldGroup.PREFERENCE, """
            select b.member_id, b.matches, a.key || '=' || (p.attributes ->> a.key) as value, null as other
            from base b
            join member p on p.tenant_id = $1 and p.id = b.member_id
            join attribute a on a.tenant_id = $1 and a.type in ('enum', 'boolean') and a.sensitivity = 'preference'
              and p.attributes ? a.key
            """),
    TAG("tag", null, """
            select b.member_id, b.matches, t.tag as value, null as other
            from base b join tagged t on t.member_id = b.member_id
            """),
    TAG_PAIR("tagPair", null, """
            select b.member_id, b.matches, t.tag as value, u.tag as other
            from base b
            join tagged t on t.member_id = b.member_id
            join tagged u on u.member_id = b.member_id and u.tag > t.tag
            """),
    TIER("tier", FieldGroup.BEHAVIOUR, ofScores("member_rfm", "tier")),
    STAGE("stage", FieldGroup.BEHAVIOUR, ofScores("member_stage", "stage")),
    PRODUCT("product", FieldGroup.BEHAVIOUR, ofItems("i.sku")),
    CATEGORY("category", FieldGroup.BEHAVIOUR, ofItems("i.category")),
    STORE("store", FieldGroup.BEHAVIOUR, ofOrders("e.store", "")),
    CHANNEL("channel", FieldGroup.BEHAVIOUR, ofOrders("e.channel", ""));

    private static final String YEARS = ofMember("extract(year from p.birthday)::int::text");

    private final String key;
    private final FieldGroup group;
    private final String sql;

    InsightDimension(String key, FieldGroup group, String sql) {
        this.key = key;
        this.group = group;
        this.sql = sql;
    }

    @JsonValue
    public String key() {
        return key;
    }

    /** Whether the caller sees it of single members. Tags are of several groups, which the query tells apart. */
    boolean seen(FieldPolicy policy) {
        return group == null
                ? Stream.of(FieldGroup.PROFILE, FieldGroup.PREFERENCE, FieldGroup.AMOUNT, FieldGroup.BEHAVIOUR)
                        .anyMatch(policy::canReadWhole)
                : policy.canReadWhole(group);
    }

    /**
     * Whether a caller who has rounded counts only may have them by it. What members ordered tells more than whether: also
     * when, by which such callers' counts keep members together.
     */
    boolean counted(FieldPolicy policy) {
        return compareTo(PRODUCT) < 0
                && (group == null
                        ? Stream.of(FieldGroup.values()).anyMatch(any -> counted(any, policy))
                        : counted(group, policy));
    }

    /** Of a tag, too; as {@link RuleAccess} has it of rules. */
    static boolean counted(FieldGroup group, FieldPolicy policy) {
        return policy.canReadWhole(group) || policy.sight(group) == Sight.AGGREGATE && group != FieldGroup.AMOUNT;
    }

    /** Rows of {@code base b} with a value each, or two. */
    String sql() {
        return sql;
    }

    /** The same for who counts in crowds, where a decade is a span of years. */
    String crowdSql() {
        return this == BIRTH_DECADE ? YEARS : sql;
    }

    private static String ofMember(String value) {
        return """
                select b.member_id, b.matches, %1$s as value, null as other
                from base b join member p on p.tenant_id = $1 and p.id = b.member_id
                where %1$s is not null
                """.formatted(value);
    }

    private static String ofScores(String table, String value) {
        return """
                select b.member_id, b.matches, s.%1$s as value, null as other
                from base b join %2$s s on s.tenant_id = $1 and s.member_id = b.member_id
                where s.%1$s is not null
                """.formatted(value, table);
    }

    private static String ofItems(String value) {
        return ofOrders(value, "join event_item i on i.tenant_id = $1 and i.event_id = e.id");
    }

    private static String ofOrders(String value, String items) {
        return """
                select distinct b.member_id, b.matches, %1$s as value, null as other
                from event e
                join base b on b.member_id = e.member_id
                %2$s
                where e.tenant_id = $1 and e.type = 'order.paid' and e.superseded_by is null
                  and e.occurred_at > (select begins from asked) and e.occurred_at <= (select ends from asked)
                  and %1$s is not null
                """.formatted(value, items);
    }
}
