package dev.shuke.segment;

import dev.shuke.attribute.AttributeView;
import dev.shuke.tag.TagView;
import java.util.Map;

/** What a tenant has defined of that which rules name, each by its key. */
record Definitions(Map<String, AttributeView> attributes, Map<String, TagView> tags) {}
