package dev.shuke.purpose;

import dev.shuke.eventtype.Bilingual;
import java.util.List;

/**
 * What every merchant begins with. PIPL wants separate consent to sensitive data (29), to handing data on (23) and to
 * sending it abroad (39), and a way to refuse marketing to one's profile (24). A face or whereabouts are asked for again
 * after a year, so that nobody is watched by a forgotten consent.
 */
final class StarterPurposes {
    private static final Integer UNTIL_WITHDRAWN = null;
    private static final int YEAR = 365;

    /** Of which the first needs no consent. */
    static final List<Starter> ALL = List.of(
            new Starter("service", request("会员服务", "Serving members", Basis.CONTRACT, false, false, UNTIL_WITHDRAWN)),
            consent("marketing.personalised", "个性化营销", "Personalised marketing", false),
            consent("marketing.channel.sms", "短信营销", "Marketing by text message", false),
            consent("marketing.channel.wechat", "微信营销", "Marketing by WeChat", false),
            consent("marketing.channel.email", "邮件营销", "Marketing by e-mail", false),
            consent("analytics", "个人行为分析", "Analysis of what single members do", false),
            sensitive("location", "位置信息", "Whereabouts"),
            sensitive("biometric", "生物识别信息", "Face and other biometrics"),
            consent("share.partner", "向合作伙伴提供", "Sharing with partners", true),
            consent("cross_border", "向境外提供", "Transfer abroad", true));

    private StarterPurposes() {}

    /** A purpose and its key. */
    record Starter(String key, PurposeRequest purpose) {}

    private static Starter consent(String key, String zh, String en, boolean separate) {
        return new Starter(key, request(zh, en, Basis.CONSENT, false, separate, UNTIL_WITHDRAWN));
    }

    private static Starter sensitive(String key, String zh, String en) {
        return new Starter(key, request(zh, en, Basis.CONSENT, true, true, YEAR));
    }

    private static PurposeRequest request(
            String zh, String en, Basis basis, boolean sensitive, boolean separate, Integer days) {
        return new PurposeRequest(new Bilingual(zh, en), basis, sensitive, separate, days, null, false);
    }
}
