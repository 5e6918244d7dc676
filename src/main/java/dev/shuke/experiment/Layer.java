package dev.shuke.experiment;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Experiments of which a unit sees at most one: each has some of the layer's 10,000 buckets. What one gives back the next may
 * take; nobody else's buckets move.
 *
 * @param salt of the layer, the same for all its experiments and for ever
 * @param taken by all experiments that are not over; of no order, none overlapping
 */
public record Layer(String salt, List<BucketRange> taken) {
    public Layer {
        Allocation.checkSalt(salt);
        taken = taken.stream()
                .sorted(Comparator.comparingInt(BucketRange::from))
                .toList();
        for (int i = 1; i < taken.size(); i++) {
            if (taken.get(i - 1).to() > taken.get(i).from()) {
                throw new IllegalArgumentException("two experiments of a layer share no bucket");
            }
        }
    }

    /** An experiment's place in a layer. */
    public record Place(String salt, List<BucketRange> ranges) {
        public Place {
            Allocation.checkSalt(salt);
            ranges = List.copyOf(ranges);
        }

        /** The first buckets of it, as many as are let in. */
        Place first(int buckets) {
            List<BucketRange> first = new ArrayList<>();
            int missing = buckets;
            for (BucketRange range : ranges) {
                int take = Math.min(missing, range.size());
                if (take > 0) {
                    first.add(new BucketRange(range.from(), range.from() + take));
                }
                missing -= take;
            }
            return new Place(salt, first);
        }

        boolean has(String unit) {
            int bucket = Bucket.of(salt, Bucket.Draw.LAYER, unit);
            return ranges.stream().anyMatch(range -> range.has(bucket));
        }
    }

    public int free() {
        return Bucket.COUNT - taken.stream().mapToInt(BucketRange::size).sum();
    }

    /**
     * The lowest free buckets.
     *
     * @throws IllegalArgumentException if there are not so many; ask {@link #free} before
     */
    public Place place(int buckets) {
        if (buckets < 1 || buckets > free()) {
            throw new IllegalArgumentException("the layer has not so many free buckets");
        }
        List<BucketRange> found = new ArrayList<>();
        int missing = buckets;
        for (BucketRange gap : gaps()) {
            int take = Math.min(missing, gap.size());
            if (take > 0) {
                found.add(new BucketRange(gap.from(), gap.from() + take));
            }
            missing -= take;
        }
        return new Place(salt, found);
    }

    /**
     * What an experiment has, which is not among what is taken, and the lowest free buckets behind it.
     *
     * @throws ApiException experiment_state when there are not so many
     */
    List<BucketRange> extended(List<BucketRange> own, int more) {
        Layer all = new Layer(salt, Stream.concat(taken.stream(), own.stream()).toList());
        if (more > all.free()) {
            throw new ApiException(
                    ErrorCode.EXPERIMENT_STATE,
                    "The layer has " + all.free() + " free buckets of 10,000, and the experiment needs " + more
                            + " more: let less traffic in, or stop another experiment of the layer.");
        }
        return Stream.concat(own.stream(), all.place(more).ranges().stream()).toList();
    }

    private List<BucketRange> gaps() {
        List<BucketRange> gaps = new ArrayList<>();
        int from = 0;
        for (BucketRange range : taken) {
            if (from < range.from()) {
                gaps.add(new BucketRange(from, range.from()));
            }
            from = range.to();
        }
        if (from < Bucket.COUNT) {
            gaps.add(new BucketRange(from, Bucket.COUNT));
        }
        return gaps;
    }
}
