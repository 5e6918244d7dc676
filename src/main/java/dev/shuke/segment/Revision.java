package dev.shuke.segment;

import dev.shuke.platform.audit.AuditEntry;
import java.util.ArrayList;
import java.util.List;

/** A segment before a change and after it. */
record Revision(SegmentView before, SegmentView after) {
    boolean newRule() {
        return before.version() != after.version();
    }

    AuditEntry entry() {
        List<String> fields = new ArrayList<>();
        if (!before.name().equals(after.name())) {
            fields.add("name");
        }
        if (newRule()) {
            fields.add("rule");
        }
        return AuditEntry.of("segment.changed", "segment", after.id()).on(fields);
    }
}
