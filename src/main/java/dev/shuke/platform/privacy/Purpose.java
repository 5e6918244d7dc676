package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why data about members is used. A query about members carries the condition of its purpose. Two of one key are equal,
 * whether or not the query is to look up what the purpose is.
 */
@Schema(type = SchemaType.STRING, description = "Why the data is used", examples = "service")
public final class Purpose {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}");
    private static final int MAX_LENGTH = 64;

    /** To serve the customer, by contract: everyone whose data is not restricted. */
    public static final Purpose SERVICE = new Purpose("service");

    /** To learn from what members do. */
    public static final Purpose ANALYTICS = new Purpose("analytics");

    /** To choose by a member's profile what is offered to him. */
    public static final Purpose PERSONALISED = new Purpose("marketing.personalised");

    /**
     * A consent counts by its bit or until it ends, an interest unless its bit is set. What the purpose is, is looked up
     * once in a query and not in each row. One that is not in use is for nobody: false and never null, for some ask who is
     * left out. Unequal rather than equal, since the planner takes that to hold for nearly all.
     */
    private static final String BY_BIT = """
            (%3$s
              and (%4$s & (
                select coalesce(max(1::bigint << p.bit), 0)
                from purpose p where p.tenant_id = $1 and p.key = '%2$s' and not p.retired)
              <> (
                select coalesce(max(case p.basis when 'consent' then 0 when 'interest' then 1::bigint << p.bit else 1 end), 0)
                from purpose p where p.tenant_id = $1 and p.key = '%2$s' and not p.retired)
              or coalesce(%1$s.consent_ends[(
                select p.bit + 1
                from purpose p where p.tenant_id = $1 and p.key = '%2$s' and p.basis = 'consent' and not p.retired)]
                > now(), false)))""";

    /** Likewise of a few members, for whom one look at the purpose each costs less than three beforehand. */
    private static final String BY_ROW = """
            coalesce((
              select %3$s and case p.basis
                  when 'consent' then %4$s & (1::bigint << p.bit) <> 0
                    or coalesce(%1$s.consent_ends[p.bit + 1] > now(), false)
                  when 'interest' then %4$s & (1::bigint << p.bit) = 0
                  else true end
              from purpose p where p.tenant_id = $1 and p.key = '%2$s' and not p.retired), false)""";

    /**
     * Where it was looked up before: its bit, and what the consents that end are counted by. What nearly everybody is let in
     * by is looked at first.
     */
    private static final String BY_CONSENT = """
            (%%5$s & %1$d <> 0
              or %%3$s and %%1$s.consent_ends is not null and coalesce(%%1$s.consent_ends[%2$d] > now(), false))""";

    private static final String BY_INTEREST = "(%%3$s and %%4$s & %1$d <> %1$d)";

    private static final String UNASKED = "%3$s";

    /** The channels' bits are looked up once; one by one they are looked at of whom some consent ends. */
    private static final String BY_ANY_CHANNEL = """
            (not %1$s.restricted
              and (%1$s.consent_mask & (
                select coalesce(bit_or(1::bigint << p.bit), 0)
                from purpose p where p.tenant_id = $1 and starts_with(p.key, 'marketing.channel.') and p.basis = 'consent'
                  and not p.retired) <> 0
              or ~%1$s.consent_mask & (
                select coalesce(bit_or(1::bigint << p.bit), 0)
                from purpose p where p.tenant_id = $1 and starts_with(p.key, 'marketing.channel.') and p.basis = 'interest'
                  and not p.retired) <> 0
              or %1$s.consent_ends is not null and exists (
                select from purpose p
                where p.tenant_id = $1 and starts_with(p.key, 'marketing.channel.') and p.basis = 'consent'
                  and not p.retired and %1$s.consent_ends[p.bit + 1] > now())))""";

    /** What stands in for a condition where the call itself admits nobody: see {@link PrivacyControl}. */
    private static final String NOBODY = "false";

    /** Members up to whom {@link #BY_ROW} costs less than the three looks of {@link #BY_BIT}. */
    private static final int FEW = 3;

    /**
     * Which members a query may be about, the column of their bits, and both at once, to be asked for a bit; the conditions
     * have places for them.
     */
    private enum Among {
        /** Everyone whose data is not restricted. */
        ALL("not %s.restricted", "%s.consent_mask", "not %1$s.restricted and %1$s.consent_mask"),
        /** Nor does he object to being chosen by a rule or foretold by a model: to being decided about by a machine. */
        CHOOSABLE("%s.choosing_mask <> 0", "%s.choosing_mask", "%s.choosing_mask");

        private final String has;
        private final String mask;
        private final String hasAndMask;

        Among(String has, String mask, String hasAndMask) {
            this.has = has;
            this.mask = mask;
            this.hasAndMask = hasAndMask;
        }
    }

    /** What {@link #choosing} has of a member, in a word: see {@code segment.Explanation}. */
    private static final String STATE = """
            case when %1$s.restricted then 'restricted' when %1$s.objects then 'objected' else coalesce((
              select case
                  when p.retired then 'missing'
                  when p.basis = 'interest' and s.action <> 'given' then 'objected'
                  when p.basis <> 'consent' then 'not_required'
                  when s.action = 'given' and s.until <= now() then 'expired'
                  else coalesce(s.action, 'missing') end
              from purpose p
              left join consent_state s on s.tenant_id = $1 and s.member_id = %1$s.member_id and s.purpose = p.key
              where p.tenant_id = $1 and p.key = '%2$s'
            ), case '%2$s' when 'service' then 'not_required' else 'missing' end) end""";

    private final String key;
    /** The condition, in which the same is filled in; null when the query looks up what it is. */
    private final String known;

    /** @throws InvalidValue when no purpose can have the key: it stands in queries as it is */
    public Purpose(String key) {
        this(key, null);
    }

    private Purpose(String key, String known) {
        if (key == null || key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
            throw new InvalidValue("must be the key of a purpose, such as service");
        }
        this.key = key;
        this.known = known;
    }

    /** From a caller. */
    @JsonCreator
    public static Purpose of(String key) {
        return new Purpose(key);
    }

    @JsonValue
    public String key() {
        return key;
    }

    /**
     * The same, of which was looked up in the transaction that uses it that members are asked for their consent: queries
     * need not look it up again.
     *
     * @param bit of {@code member_metric.consent_mask}, from 0
     */
    public Purpose byConsent(int bit) {
        return new Purpose(key, BY_CONSENT.formatted(1L << bit, bit + 1));
    }

    /** Likewise, that members may object to it. */
    public Purpose byInterest(int bit) {
        return new Purpose(key, BY_INTEREST.formatted(1L << bit));
    }

    /** Likewise, that members are not asked. */
    public Purpose unasked() {
        return new Purpose(key, UNASKED);
    }

    /** Whether it is to hand data on to somebody else. */
    public boolean shares() {
        return key.startsWith("share.");
    }

    /**
     * The SQL condition on a {@code member_metric} row that lets a member into a query for this purpose: at the moment of
     * the query the member allows it, has not objected to it or is not asked, and its data is not restricted; and nobody
     * where the call refuses what the purpose is ({@link PrivacyControl}): no query need ask that by itself.
     *
     * @param metric alias of the {@code member_metric} that the query drives from
     */
    public String condition(String metric) {
        return condition(metric, Among.ALL, BY_BIT);
    }

    /** Likewise, where it is asked of a few members by their ids. */
    public String conditionOfFew(String metric) {
        return condition(metric, Among.ALL, BY_ROW);
    }

    /** Likewise, where it is asked of so many members by their ids. */
    public String conditionOf(String metric, int members) {
        return condition(metric, Among.ALL, members <= FEW ? BY_ROW : BY_BIT);
    }

    private String condition(String metric, Among members, String asked) {
        if (!PrivacyControl.admits(this)) {
            return NOBODY;
        }
        String admitted = known == null ? asked : known;
        return (equals(SERVICE) ? UNASKED : admitted)
                .formatted(
                        metric,
                        key,
                        members.has.formatted(metric),
                        members.mask.formatted(metric),
                        members.hasAndMask.formatted(metric));
    }

    /** Likewise, of members whom a rule chooses or a model foretells: nobody who objects to that. */
    public String choosing(String metric) {
        return condition(metric, Among.CHOOSABLE, BY_BIT);
    }

    /**
     * Likewise, where only crowds are told: what analysis counts in crowds is of nobody, and needs no consent. Any other
     * purpose counts whom it could reach.
     */
    public String counting(String metric) {
        return equals(ANALYTICS) ? SERVICE.choosing(metric) : choosing(metric);
    }

    /**
     * Likewise, where nobody is chosen by his profile: not even those are left out who object to being chosen, or who
     * refuse {@link #PERSONALISED}; whoever can be reached through any channel is in that one's stead.
     */
    public String reaching(String metric) {
        return equals(PERSONALISED) ? BY_ANY_CHANNEL.formatted(metric) : condition(metric);
    }

    /** The SQL expression of how a member stands to this purpose; its words are {@code segment.Explanation}'s. */
    public String state(String metric) {
        return STATE.formatted(metric, key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Purpose purpose && purpose.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key;
    }
}
