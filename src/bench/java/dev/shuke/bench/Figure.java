package dev.shuke.bench;

import java.util.function.Supplier;

/**
 * An endpoint, and the floor that it is measured against.
 *
 * @param counted whose CPU time is compared
 * @param size how many things a call is about
 * @param limit the ratio that must hold; null where none was promised
 * @param endpoint makes one client of it
 * @param floor likewise
 */
record Figure(
        String name,
        int size,
        Counted counted,
        Double limit,
        Supplier<Clients.Client> endpoint,
        Supplier<Clients.Client> floor) {
    /** Whose CPU time. */
    enum Counted {
        /** The application's and PostgreSQL's, against PostgreSQL's alone: the floor's client is not in the floor. */
        ALL,
        /** Both on both sides: where the floor is another endpoint. */
        BOTH,
        /** PostgreSQL's on both sides. */
        POSTGRES,
        /** The application's on both sides. */
        API
    }

    double ofEndpoint(Sample sample) {
        return switch (counted) {
            case ALL, BOTH -> sample.api() + sample.postgres();
            case POSTGRES -> sample.postgres();
            case API -> sample.api();
        };
    }

    double ofFloor(Sample sample) {
        return switch (counted) {
            case BOTH -> sample.api() + sample.postgres();
            case ALL, POSTGRES -> sample.postgres();
            case API -> sample.api();
        };
    }
}
