package dev.shuke.platform.audit;

import dev.shuke.platform.privacy.Purpose;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What was done and to what; who did it and when is added where it is recorded. Names and ids, never a value.
 *
 * @param action of small letters with dots, the thing first: {@code member.revealed}
 * @param aboutKind what kind of thing it was done to: {@code member}
 * @param aboutId which one: an id or a key, nothing personal
 * @param purpose what the caller said it was for; null where nobody is asked
 * @param reason why, in the caller's words; null likewise
 * @param fields the names of the fields that were seen or changed
 * @param times to how many things it was done at once
 */
public record AuditEntry(
        String action,
        String aboutKind,
        String aboutId,
        Purpose purpose,
        Reason reason,
        List<String> fields,
        int times) {

    static final String SEVERAL = "several";

    public AuditEntry {
        fields = List.copyOf(fields);
    }

    public static AuditEntry of(String action, String aboutKind, UUID aboutId) {
        return of(action, aboutKind, aboutId.toString());
    }

    public static AuditEntry of(String action, String aboutKind, String aboutId) {
        return new AuditEntry(action, aboutKind, aboutId, null, null, List.of(), 1);
    }

    /** Of many things of a kind, which are not told one by one. */
    public static AuditEntry ofSeveral(String action, String aboutKind, int times) {
        return new AuditEntry(action, aboutKind, SEVERAL, null, null, List.of(), times);
    }

    public AuditEntry on(Collection<String> fieldNames) {
        return new AuditEntry(action, aboutKind, aboutId, purpose, reason, List.copyOf(fieldNames), times);
    }

    /** The reason may be null where none is asked for. */
    public AuditEntry because(Purpose statedPurpose, Reason statedReason) {
        return new AuditEntry(action, aboutKind, aboutId, statedPurpose, statedReason, fields, times);
    }
}
