package dev.shuke.platform.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.platform.web.Utf8Only.NotUtf8;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with a body, said by JSON pointer and reason and without the value. */
public final class BodyErrors {
    private static final String NUMBER = "must be a number in range and without quotes";
    private static final Map<Class<?>, String> EXPECTED = Map.of(
            LocalDate.class, Rfc3339.A_DATE,
            Instant.class, Rfc3339.A_TIME,
            UUID.class, "must be a UUID",
            String.class, "must be a text",
            boolean.class, "must be true or false",
            Boolean.class, "must be true or false",
            Number.class, NUMBER,
            Collection.class, "must be an array");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private BodyErrors() {}

    /** Of a body that is not JSON, or not of the expected shape. */
    public static ApiException of(JacksonException unreadable) {
        return switch (unreadable) {
            case StreamConstraintsException tooBig ->
                new ApiException(ErrorCode.MALFORMED_BODY, "The JSON is too deep, or a text or number in it too long.");
            case JsonMappingException wrapper
            when wrapper.getCause() instanceof JacksonException inner && !(inner instanceof InputCoercionException) ->
                of(inner);
            case MismatchedInputException behind
            when behind.getOriginalMessage().startsWith("Trailing token") ->
                new ApiException(ErrorCode.MALFORMED_BODY, "There is text behind the JSON.");
            case InputCoercionException range ->
                ApiException.invalid(pointer((JsonParser) range.getProcessor()), NUMBER);
            case JsonMappingException misfit -> ApiException.invalid(pointer(misfit), reason(misfit));
            case NotUtf8 bytes -> new ApiException(ErrorCode.MALFORMED_BODY, "Send UTF-8 without a byte order mark.");
            case JsonParseException doubled
            when doubled.getOriginalMessage().startsWith("Duplicate field") ->
                new ApiException(
                        ErrorCode.MALFORMED_BODY,
                        "A field stands there twice.",
                        List.of(FieldError.at(pointer(doubled.getProcessor()), "must stand there only once")));
            default -> new ApiException(ErrorCode.MALFORMED_BODY, "The body is not JSON" + place(unreadable) + ".");
        };
    }

    private static String place(JacksonException unreadable) {
        return unreadable.getLocation() == null || unreadable.getLocation().getLineNr() < 1
                ? ""
                : ": look near line " + unreadable.getLocation().getLineNr() + ", column "
                        + unreadable.getLocation().getColumnNr();
    }

    private static String pointer(JsonParser parser) {
        if (parser == null) {
            return "";
        }
        StringBuilder pointer = new StringBuilder();
        for (JsonStreamContext at = parser.getParsingContext(); !at.inRoot(); at = at.getParent()) {
            pointer.insert(0, "/" + (at.inArray() ? at.getCurrentIndex() : shown(at.getCurrentName())));
        }
        return pointer.toString();
    }

    /** Of a body whose fields break their constraints. */
    public static ApiException of(ConstraintViolationException violations) {
        return ApiException.invalid(fieldErrors(violations.getConstraintViolations()));
    }

    public static List<FieldError> fieldErrors(Set<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(violation -> FieldError.at(pointer(violation.getPropertyPath()), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::detail))
                .toList();
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(escaped(node.getName()));
            }
        }
        return pointer.toString();
    }

    private static String pointer(JsonMappingException misfit) {
        return misfit.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : shown(step.getFieldName())))
                .collect(Collectors.joining("", "", discriminator(misfit)));
    }

    /** A union whose member cannot be told fails as a whole; what is wrong is the field that should tell it. */
    private static String discriminator(JsonMappingException misfit) {
        return misfit instanceof InvalidTypeIdException unknown
                ? "/" + union(unknown).getAnnotation(JsonTypeInfo.class).property()
                : "";
    }

    /** A name may be the caller's text: shown only when it looks like a name. */
    public static String shown(String name) {
        return NAME.matcher(name).matches() ? name : "…";
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String reason(JsonMappingException misfit) {
        return switch (misfit) {
            case UnrecognizedPropertyException unknown -> "is not a field here; known: " + known(unknown);
            case InvalidTypeIdException unknownType -> "must be one of " + types(unknownType);
            case JsonMappingException refused
            when refused.getCause() instanceof InvalidValue expected -> expected.getMessage();
            case ValueInstantiationException refused -> "is not valid";
            case InvalidFormatException format -> expected(format.getTargetType());
            case MismatchedInputException type -> expected(type.getTargetType());
            case JsonMappingException number
            when number.getCause() instanceof InputCoercionException -> expected(Number.class);
            default -> "cannot be read";
        };
    }

    /** The names of a union's members; the union is annotated with them. */
    private static String types(InvalidTypeIdException unknown) {
        return Arrays.stream(union(unknown).getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.joining(", "));
    }

    private static Class<?> union(InvalidTypeIdException unknown) {
        return unknown.getBaseType().getRawClass();
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "has the wrong type";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return EXPECTED.entrySet().stream()
                .filter(known -> known.getKey().isAssignableFrom(type))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(type.isPrimitive() ? NUMBER : "must be an object");
    }
}
