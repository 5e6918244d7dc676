package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shuke.segment.SegmentPreview.CountKind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many members have a tag. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TagCount", requiredProperties = "countKind")
public record TagCountView(
        @Schema(description = "Absent when below_k", examples = "1240")
        Long count,

        CountKind countKind) {}
