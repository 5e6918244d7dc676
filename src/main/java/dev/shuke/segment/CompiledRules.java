package dev.shuke.segment;

import java.util.List;

/**
 * Rules beside each other, as SQL over {@code member_metric m}; see {@link CompiledRule}.
 *
 * @param joins what the conditions need beside {@code m}, each matching at most one row
 * @param conditions one a rule, true or false, never null
 * @param bound arguments of the placeholders {@code $2} and up, in their order
 */
record CompiledRules(String joins, List<String> conditions, List<Object> bound) {}
