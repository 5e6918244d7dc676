package dev.shuke.imports;

import dev.shuke.platform.web.BulkResult.Rejected;
import java.util.List;

/**
 * What became of the rows of a chunk. {@link Rejected#index} is the place among those that were handed on.
 *
 * @param leftOut how many of those written were written without what their members do not allow
 */
record Outcome(int created, int updated, int unchanged, int leftOut, List<Rejected> rejected) {}
