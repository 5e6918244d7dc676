package dev.shuke.segment;

import java.util.Locale;

/** Where in SQL the fields of {@link MemberField} are, beside {@code member_metric m}. */
final class FieldSql {
    static final String MEMBER = "join member p on p.tenant_id = $1 and p.id = m.member_id\n";
    private static final String HABIT = "left join member_habit h on h.tenant_id = $1 and h.member_id = m.member_id\n";
    private static final String RFM =
            "left join member_rfm rfm on rfm.tenant_id = $1 and rfm.member_id = m.member_id\n";
    private static final String STAGE =
            "left join member_stage stage on stage.tenant_id = $1 and stage.member_id = m.member_id\n";
    private static final String SCORE =
            "left join member_score score on score.tenant_id = $1 and score.member_id = m.member_id\n";

    private FieldSql() {}

    /** What has the column; empty when that is {@code member_metric}. Matches at most one row. */
    static String join(MemberField field) {
        return switch (field) {
            case GENDER, CITY, BIRTHDAY, CREATED_AT, NAME, EMAIL -> MEMBER;
            case NPS,
                    PREFERRED_STORE,
                    PREFERRED_CHANNEL,
                    PREFERRED_CATEGORY,
                    PREFERRED_TIME_OF_DAY,
                    PREFERRED_WEEKDAY,
                    PREFERRED_PAYMENT_METHOD -> HABIT;
            case RFM_R, RFM_F, RFM_M, RFM_SCORE, RFM_TIER -> RFM;
            case LIFECYCLE_STAGE -> STAGE;
            case CLV, CHURN_RISK, NEXT_PURCHASE_IN_DAYS -> SCORE;
            default -> "";
        };
    }

    /** Most columns are called as the fields are. */
    static String column(MemberField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return switch (field) {
            case GENDER, CITY, BIRTHDAY, CREATED_AT, NAME, EMAIL -> "p." + name;
            case FREQUENCY, MONETARY, FIRST_ORDER_AT, LAST_ORDER_AT, COUPONS, COMPLAINTS -> "m." + name;
            case RECENCY_DAYS -> "m.last_order_at";
            case NET_MONETARY -> "(m.monetary - m.refunded)";
            case AVERAGE_BASKET -> "(m.monetary / nullif(m.frequency, 0))";
            case AVERAGE_INTERVAL_DAYS ->
                "(case when m.frequency > 1 then trunc(extract(epoch from m.last_order_at - m.first_order_at)"
                        + " / (86400 * (m.frequency - 1)))::bigint end)";
            case NPS -> "h.nps";
            case PREFERRED_STORE,
                    PREFERRED_CHANNEL,
                    PREFERRED_CATEGORY,
                    PREFERRED_TIME_OF_DAY,
                    PREFERRED_WEEKDAY,
                    PREFERRED_PAYMENT_METHOD -> "h." + name.substring("preferred_".length());
            case RFM_R, RFM_F, RFM_M, RFM_SCORE, RFM_TIER -> "rfm." + name.substring("rfm_".length());
            case LIFECYCLE_STAGE -> "stage.stage";
            case CLV -> "score.clv";
            case CHURN_RISK -> "score.churn::numeric";
            case NEXT_PURCHASE_IN_DAYS -> "score.next_purchase_on";
        };
    }
}
