package dev.shuke.segment;

import dev.shuke.attribute.AttributeView;
import dev.shuke.tag.TagView;
import java.util.Map;

/**
 * What a tenant has defined of that which rules name, each by its key.
 *
 * @param segments by key and by id, as the rules name them; those that their rules name among them
 */
record Definitions(
        Map<String, AttributeView> attributes,
        Map<String, TagView> tags,
        Map<String, SegmentView> segments,
        Map<String, HolidayView> holidays) {

    Definitions(Map<String, AttributeView> attributes, Map<String, TagView> tags, Map<String, SegmentView> segments) {
        this(attributes, tags, segments, Map.of());
    }
}
