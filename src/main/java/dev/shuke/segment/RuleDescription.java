package dev.shuke.segment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a rule asks for, in one sentence for people. */
@Schema(
        description =
                "What the rule asks for, in one sentence, with the names that tags, attributes and event types have now",
        requiredProperties = {"zh", "en"})
public record RuleDescription(
        @Schema(examples = "最近 60 天内没有“到店”的会员。") String zh,

        @Schema(examples = "Members for whom “Store visited” did not happen in the last 60 days.")
        String en) {}
