package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.InvalidValue;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why data about members is used. A query about members carries the condition of its purpose. */
@Schema(type = SchemaType.STRING, description = "Why the data is used", examples = "service")
public record Purpose(@JsonValue String key) {
    /** To serve the customer, by contract: everyone whose data is not restricted. */
    public static final Purpose SERVICE = new Purpose("service");

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}");
    private static final int MAX_LENGTH = 64;

    /** From a caller. */
    @JsonCreator
    public static Purpose of(String key) {
        if (key == null || key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
            throw new InvalidValue("must be the key of a purpose, such as service");
        }
        return new Purpose(key);
    }

    /**
     * The SQL condition on a {@code member_metric} row that lets a member into a query for this purpose.
     *
     * @param metric alias of the {@code member_metric} that the query drives from
     * @throws ApiException purpose_unavailable, while only {@link #SERVICE} has a rule
     */
    public String condition(String metric) {
        if (!equals(SERVICE)) {
            throw new ApiException(
                    ErrorCode.PURPOSE_UNAVAILABLE, "Only the purpose service can be used until consents are kept.");
        }
        return "not " + metric + ".restricted";
    }
}
