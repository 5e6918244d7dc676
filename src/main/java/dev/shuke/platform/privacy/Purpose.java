package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why data about members is used. A query about members carries the condition of its purpose. */
@Schema(type = SchemaType.STRING, description = "Why the data is used", examples = "service")
public record Purpose(@JsonValue String key) {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}");
    private static final int MAX_LENGTH = 64;

    /** To serve the customer, by contract: everyone whose data is not restricted. */
    public static final Purpose SERVICE = new Purpose("service");

    /**
     * A consent counts by its bit or until it ends, an interest unless its bit is set. What the purpose is, is looked up
     * once in a query and not in each row. One that is not in use is for nobody: false and never null, for some ask who is
     * left out. Unequal rather than equal, since the planner takes that to hold for nearly all.
     */
    private static final String BY_BIT = """
            (not %1$s.restricted
              and (%1$s.consent_mask & (
                select coalesce(max(1::bigint << p.bit), 0)
                from purpose p where p.tenant_id = $1 and p.key = '%2$s' and not p.retired)
              <> (
                select coalesce(max(case p.basis when 'consent' then 0 when 'interest' then 1::bigint << p.bit else 1 end), 0)
                from purpose p where p.tenant_id = $1 and p.key = '%2$s' and not p.retired)
              or coalesce(%1$s.consent_ends[(
                select p.bit + 1 from purpose p where p.tenant_id = $1 and p.key = '%2$s' and not p.retired)] > now(), false)))""";

    /** @throws InvalidValue when no purpose can have the key: it stands in queries as it is */
    public Purpose {
        if (key == null || key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
            throw new InvalidValue("must be the key of a purpose, such as service");
        }
    }

    /** From a caller. */
    @JsonCreator
    public static Purpose of(String key) {
        return new Purpose(key);
    }

    /** Whether it is to hand data on to somebody else. */
    public boolean shares() {
        return key.startsWith("share.");
    }

    /**
     * The SQL condition on a {@code member_metric} row that lets a member into a query for this purpose: at the moment of
     * the query the member allows it, has not objected to it or is not asked, and its data is not restricted.
     *
     * @param metric alias of the {@code member_metric} that the query drives from
     */
    public String condition(String metric) {
        return equals(SERVICE) ? "not " + metric + ".restricted" : BY_BIT.formatted(metric, key);
    }
}
