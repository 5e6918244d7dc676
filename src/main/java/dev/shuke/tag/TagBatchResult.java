package dev.shuke.tag;

import dev.shuke.platform.web.BulkResult.Rejected;
import java.util.List;

/** What became of rows, each of which is in one of these: given, given anew or taken away, as it was, or refused. */
public record TagBatchResult(int created, int updated, int unchanged, List<Rejected> rejected) {}
