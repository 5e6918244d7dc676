package dev.shuke.score;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What is foretold of a member: each null where no model is in use.
 *
 * @param value of twelve months, in minor units
 * @param risk of staying away
 * @param factors log-odds, in the order of {@link ChurnFeature}
 */
record MemberScore(UUID memberId, LifetimeValue value, Double risk, List<Float> factors, LocalDate nextPurchaseOn) {}
