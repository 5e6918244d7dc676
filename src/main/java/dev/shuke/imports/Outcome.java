package dev.shuke.imports;

import dev.shuke.platform.web.BulkResult.Rejected;
import java.util.List;

/** What became of the rows of a chunk. {@link Rejected#index} is the place among those that were handed on. */
record Outcome(int created, int updated, int unchanged, List<Rejected> rejected) {}
