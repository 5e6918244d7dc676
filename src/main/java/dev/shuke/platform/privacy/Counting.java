package dev.shuke.platform.privacy;

/**
 * What a report counts members for, which names none of them.
 *
 * @param rounded whether it tells of crowds alone: who counts for {@link Purpose#ANALYTICS} then counts everybody, since a
 *     crowd is nobody. Whoever could look up one by one whom it counts is told of those whom the purpose admits
 */
public record Counting(Purpose purpose, boolean rounded) {
    /** See {@link Purpose#condition}. */
    public String condition(String metric) {
        return rounded ? purpose.counting(metric) : purpose.choosing(metric);
    }
}
