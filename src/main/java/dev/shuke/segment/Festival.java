package dev.shuke.segment;

import java.time.LocalDate;

/** A day, or some on end, that comes again: one that everybody in China has, or a merchant's own. */
sealed interface Festival permits Holiday, HolidayView {
    /**
     * When it began last.
     *
     * @param by not after this day
     * @param ago how many times before that; 0 for the last time itself
     * @return its first day; null when there was no such time
     */
    LocalDate begun(LocalDate by, int ago);

    /** How many days it lasts. */
    int days();
}
