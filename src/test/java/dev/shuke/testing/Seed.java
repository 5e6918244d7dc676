package dev.shuke.testing;

/**
 * Where tests that draw begin: at the same place in every build, so that a build fails by a fault and never by a draw.
 * {@code -Dshuke.test.seed=N} begins elsewhere; {@code -Dshuke.test.seed=random} somewhere new, and prints where.
 */
public final class Seed {
    private static final String ASKED = "shuke.test.seed";
    private static final String ALWAYS = "20261122";

    private Seed() {}

    /** The same for all tests of a process: who draws sets the property, since a test's class loader is not the only one. */
    public static synchronized long take() {
        String seed = System.getProperty(ASKED, ALWAYS);
        if (seed.equals("random")) {
            seed = Long.toString(System.nanoTime());
            System.setProperty(ASKED, seed);
            System.out.println("-D" + ASKED + "=" + seed);
        }
        return Long.parseLong(seed);
    }
}
