/**
 * What members did: immutable facts, each written once whoever sends it how often. Owns {@code event},
 * {@code event_item} and {@code unknown_name}; keeps the counts of {@link dev.shuke.metric} in the same transaction.
 */
package dev.shuke.event;
