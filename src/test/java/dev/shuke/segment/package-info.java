/**
 * Tests of segments. {@link dev.shuke.segment.RuleOracle} evaluates rules in memory, straight from what the design says
 * they mean; the property test compares it with the compiled SQL over random data and random rules.
 */
package dev.shuke.segment;
