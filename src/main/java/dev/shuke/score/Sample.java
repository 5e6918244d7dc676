package dev.shuke.score;

/**
 * Which members are learned of: all, or so many of a hash of their ids that about {@link #MOST} are. The same ones each
 * time, and which ones has nothing to do with what they did.
 *
 * @param threshold below which the hash of a member lies, of {@value #ALL}
 */
record Sample(long threshold) {
    /** More make no model better that has a dozen parameters. */
    static final int MOST = 100_000;

    private static final long ALL = 65_536;

    /** Of so many members. */
    static Sample of(long members) {
        return new Sample(members <= MOST ? ALL : Math.max(1, ALL * MOST / members));
    }

    static Sample everybody() {
        return new Sample(ALL);
    }

    /** How many members to go through for about so many of the sample. */
    int among(int wanted) {
        return (int) (wanted * ALL / threshold);
    }
}
