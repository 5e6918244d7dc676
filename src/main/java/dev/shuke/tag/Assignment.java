package dev.shuke.tag;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be written to members about a tag.
 *
 * @param slot what a member has at most one of: the tag itself, or the exclusive group that it is in
 * @param value null for a tag without one
 * @param removed that the member has it not, which nobody worse may contradict
 * @param writer the subject of a caller
 * @param expiresAt null for never
 */
record Assignment(
        String slot,
        String tag,
        Object value,
        boolean removed,
        TagSource source,
        Double confidence,
        String writer,
        Instant at,
        Instant expiresAt) {

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** @throws ApiException validation_failed */
    static Assignment of(Assignable to, AssignmentRequest request, String writer) {
        TagView tag = to.tag();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        TagSource source = request.source() == null ? TagSource.MANUAL : request.source();
        List<FieldError> errors = new ArrayList<>();
        if (tag.group() || tag.retired()) {
            throw ApiException.invalid("", tag.group() ? "names a group, not a tag" : "names a retired tag");
        }
        requireNotOwn(source);
        if (source == TagSource.MANUAL && request.confidence() != null) {
            errors.add(FieldError.at("/confidence", "is not of what is given by hand"));
        }
        Instant expires = expiry(tag, request.expiresAt(), now);
        if (expires != null && (!expires.isAfter(now) || expires.isAfter(LAST))) {
            errors.add(FieldError.at("/expiresAt", "must lie in the future"));
        }
        Object value = value(tag, request.value(), errors);
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
        return new Assignment(to.slot(), tag.key(), value, false, source, request.confidence(), writer, now, expires);
    }

    /** Takes it away, by hand. */
    static Assignment removal(Assignable of, String writer) {
        return removal(of, TagSource.MANUAL, writer);
    }

    /** Takes it away, unless something better is known. */
    static Assignment removal(Assignable of, TagSource source, String writer) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        requireNotOwn(source);
        return new Assignment(of.slot(), of.tag().key(), null, true, source, null, writer, now, null);
    }

    /** What Shuke has worked out; null takes it away. */
    static Assignment bySystem(Assignable of, String value) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new Assignment(
                of.slot(), of.tag().key(), value, value == null, TagSource.SYSTEM, null, "shuke", now, null);
    }

    /** What a rule says, which was checked when it was made. */
    static Assignment byRule(Assignable of, RuleAssignment word) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new Assignment(
                of.slot(),
                of.tag().key(),
                word.value(),
                false,
                TagSource.RULE,
                word.confidence(),
                word.writer(),
                now,
                word.expiresAt());
    }

    private static void requireNotOwn(TagSource source) {
        if (source == TagSource.RULE || source == TagSource.SYSTEM) {
            throw ApiException.invalid("/source", "must be one of manual, import, model");
        }
    }

    private static Instant expiry(TagView tag, Instant asked, Instant now) {
        if (asked != null) {
            return asked.truncatedTo(ChronoUnit.MICROS);
        }
        return tag.expiryDays() == null ? null : now.plus(Duration.ofDays(tag.expiryDays()));
    }

    private static Object value(TagView tag, JsonNode sent, List<FieldError> errors) {
        boolean none = sent == null || sent.isNull();
        if (tag.valueType() == null || none) {
            if (none != (tag.valueType() == null)) {
                errors.add(FieldError.at("/value", none ? "must be given" : "is not for this tag"));
            }
            return null;
        }
        try {
            return tag.read(sent);
        } catch (InvalidValue invalid) {
            errors.add(FieldError.at("/value", invalid.getMessage()));
            return null;
        }
    }
}
