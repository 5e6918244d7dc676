package dev.shuke.consent;

import dev.shuke.platform.web.BulkResult.Rejected;
import java.util.List;

/** What became of rows, each of which is in one of these: new in a ledger, there already, or refused. */
public record ConsentBatchResult(int created, int unchanged, List<Rejected> rejected) {}
