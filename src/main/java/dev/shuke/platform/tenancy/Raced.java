package dev.shuke.platform.tenancy;

/**
 * Another transaction has changed what this one decided by: {@link TenantDb} undoes it and runs the work again. Throw it
 * only where the next look must find what the other has written, so that the work gets on with each try.
 */
public final class Raced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** As often as a request can name things that others take away one by one. */
    static final int MOST_TRIES = 20;

    public Raced() {
        super(null, null, false, false);
    }
}
