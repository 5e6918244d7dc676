package dev.shuke.experiment.statistics;

/**
 * How many of the units did it: conversion, retention.
 *
 * @param successes from 0 to the number of units
 */
public record Proportion(long units, long successes) {
    public Proportion {
        if (successes < 0 || units < successes) {
            throw new IllegalArgumentException("successes are some of the units");
        }
    }

    /** As a fraction of the units; variance p(1 − p)/n. */
    public Computed<Estimate> estimate() {
        return Estimate.of(units, share(), share() * (1 - share()) / units);
    }

    /** The score interval: Wilson 1927, Journal of the American Statistical Association 22, 209–212; no continuity correction. */
    public Computed<Interval> interval(double confidence) {
        double z = Tails.normalMultiplier(confidence);
        return units < 1 ? Computed.not(Why.NO_UNITS) : Computed.of(wilson(z, confidence));
    }

    double share() {
        return (double) successes / units;
    }

    Interval wilson(double z, double confidence) {
        double squared = z * z / units;
        double centre = (share() + squared / 2) / (1 + squared);
        double reach = z * Math.sqrt(share() * (1 - share()) / units + squared / (4.0 * units)) / (1 + squared);
        return new Interval(
                successes == 0 ? 0 : Math.max(0, centre - reach),
                successes == units ? 1 : Math.min(1, centre + reach),
                confidence);
    }
}
