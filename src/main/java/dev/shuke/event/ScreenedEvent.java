package dev.shuke.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.collection.CollectionRuleView;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.List;

/**
 * What becomes of an event at the door.
 *
 * @param kept null where none of it may be
 * @param missing what its member does not allow; empty where all of it is kept
 */
record ScreenedEvent(EventRow kept, List<FieldError> missing) {
    /** @param bar the rule that the member does not satisfy, null for none */
    static ScreenedEvent of(EventRow row, CollectionRuleView bar) {
        if (bar == null || bar.strips() && row.props().isEmpty()) {
            return new ScreenedEvent(row, List.of());
        }
        if (bar.props().isEmpty()) {
            return bar.strips()
                    ? new ScreenedEvent(row.withProps(null), List.of(bar.missing("/props")))
                    : new ScreenedEvent(null, List.of(bar.missing("/type")));
        }
        List<String> named =
                bar.props().stream().filter(row.props()::hasNonNull).toList();
        List<FieldError> missing =
                named.stream().map(name -> bar.missing("/props/" + name)).toList();
        return bar.strips() || named.isEmpty()
                ? new ScreenedEvent(without(row, named), missing)
                : new ScreenedEvent(null, missing);
    }

    private static EventRow without(EventRow row, List<String> named) {
        return named.isEmpty() ? row : row.withProps(((ObjectNode) row.props().deepCopy()).remove(named));
    }
}
