package dev.shuke.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
