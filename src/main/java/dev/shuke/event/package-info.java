/**
 * What members did: immutable facts, each written once whoever sends it how often. Owns {@code event} and
 * {@code event_item}; keeps the counts of {@code member_metric} in the same transaction.
 */
package dev.shuke.event;
