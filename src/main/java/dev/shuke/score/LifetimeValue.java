package dev.shuke.score;

/**
 * What one member will spend within a horizon, in minor units, discounted as the model was asked to.
 *
 * @param expected the mean
 * @param low what they will spend at least, with the probability asked for in the interval; often 0
 * @param high what they will spend at most
 */
public record LifetimeValue(double expected, double low, double high) {}
