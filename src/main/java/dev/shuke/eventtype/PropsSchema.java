package dev.shuke.eventtype;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.regex.RegularExpression;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BodyErrors;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.platform.web.SafeTree;
import java.util.List;

/**
 * A JSON Schema (2020-12) of an event's props. Tenants write them and every event pays for them, so that what could cost
 * more than a walk over the props is refused when it is written: references, and patterns that backtrack.
 */
final class PropsSchema {
    private static final String PROPS = "/props";
    private static final int MAX_BYTES = 20_000;
    private static final int MAX_ERRORS = 20;
    /** Every schema for every value, at worst. */
    private static final int MAX_CHECKS = 5_000;

    /** A longer text matches no pattern. */
    private static final int MAX_MATCHED = 1_000;

    /** Matches in linear time, whatever the pattern; asks nobody for a schema that is not built in. */
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(PropsSchema::linear)
                            .build()));

    private static final Schema OF_SCHEMAS =
            REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    private final Schema schema;
    /** Most events have no props, and most schemas ask for none. */
    private final boolean acceptsNone;

    private final int schemas;

    private PropsSchema(Schema schema, int schemas) {
        this.schema = schema;
        this.schemas = schemas;
        this.acceptsNone =
                schema.validate(JsonNodeFactory.instance.objectNode()).isEmpty();
    }

    private static RegularExpression linear(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> text.length() <= MAX_MATCHED && compiled.matcher(text).find();
    }

    /**
     * Of a schema as it was sent, under {@code /props}.
     *
     * @throws ApiException validation_failed, pointing into the schema
     */
    static PropsSchema of(JsonNode schema) {
        List<FieldError> errors = SafeTree.errors(schema, PROPS);
        if (!schema.isObject()) {
            errors = List.of(FieldError.at(PROPS, "must be an object"));
        } else if (schema.toString().getBytes(UTF_8).length > MAX_BYTES) {
            errors = List.of(FieldError.at(PROPS, "must have at most " + MAX_BYTES + " bytes"));
        } else if (errors.isEmpty()) {
            errors = PlainSchema.errors(schema, PROPS);
        }
        if (errors.isEmpty()) {
            errors = OF_SCHEMAS.validate(schema).stream()
                    .limit(MAX_ERRORS)
                    .map(error -> FieldError.at(pointer(error), "is not what a JSON Schema has here"))
                    .toList();
        }
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
        return compiled(schema);
    }

    /** Of a schema that was checked before. */
    static PropsSchema compiled(JsonNode schema) {
        return new PropsSchema(REGISTRY.getSchema(schema), PlainSchema.size(schema));
    }

    /** What is wrong with an event's props, in words that repeat nothing of them; empty when nothing is. */
    List<FieldError> errors(JsonNode props) {
        if (acceptsNone && props.isEmpty()) {
            return List.of();
        }
        if (values(props) * (long) schemas > MAX_CHECKS) {
            return List.of(FieldError.at(PROPS, "has too many values for the type's schema"));
        }
        return schema.validate(props).stream()
                .limit(MAX_ERRORS)
                .map(error -> FieldError.at(pointer(error), reason(error)))
                .toList();
    }

    private static int values(JsonNode node) {
        int values = 1;
        for (JsonNode child : node) {
            values += values(child);
        }
        return values;
    }

    private static String pointer(Error error) {
        StringBuilder pointer = new StringBuilder(PROPS);
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object step = error.getInstanceLocation().getElement(i);
            pointer.append('/').append(step instanceof Integer ? step : BodyErrors.shown(step.toString()));
        }
        return pointer.toString();
    }

    /** By the keyword of the schema alone: the library's own words may quote the props. */
    private static String reason(Error error) {
        return switch (error.getKeyword()) {
            case "required" -> "must have the field " + BodyErrors.shown(String.valueOf(error.getProperty()));
            case "type" -> "has the wrong type";
            case "enum", "const" -> "must be a value that the type's schema lists";
            case "pattern" -> "must match the pattern of the type's schema";
            case "minLength", "minItems", "minProperties" -> "is too short for the type's schema";
            case "maxLength", "maxItems", "maxProperties" -> "is too long for the type's schema";
            case "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum" ->
                "is out of the range of the type's schema";
            case "additionalProperties" -> "has a field that the type's schema does not know";
            case "uniqueItems" -> "must not have an item twice";
            case null, default -> "does not satisfy the type's schema";
        };
    }
}
