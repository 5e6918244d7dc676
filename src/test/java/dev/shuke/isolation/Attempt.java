package dev.shuke.isolation;

import java.util.ArrayList;
import java.util.List;

/**
 * An attack on a merchant, sent once.
 *
 * @param answer to the call that names the merchant's things
 * @param faults what is wrong with it if the caller is a stranger; nothing, or tenants meet
 */
record Attempt(Answer answer, List<String> faults) {
    /** A job of the stranger's own may end between the two calls; what tells of a victim tells it each time. */
    private static final int AGAIN = 2;

    private static final String CHANGED = "changed the other tenant's rows";

    /** By the merchant itself, to see that the faults are found. Whether rows changed is asked when nothing else is found. */
    static Attempt own(Attack attack, Merchant owner) {
        Victim before = Victim.of(owner);
        Attempt attempt = told(attack, before, attack.token(owner, "admin"), 0);
        if (attempt.faults.isEmpty() && before.changed()) {
            attempt.faults.add(CHANGED);
        }
        return attempt;
    }

    /** What is wrong if these callers are strangers. */
    static List<String> faults(Attack attack, Victim victim, List<String> tokens) {
        List<String> faults = new ArrayList<>();
        tokens.forEach(token -> faults.addAll(told(attack, victim, token, attack.changes() ? 0 : AGAIN).faults));
        if (victim.changed()) {
            faults.add(CHANGED);
        }
        return faults;
    }

    private static Attempt told(Attack attack, Victim victim, String token, int again) {
        Targets targets = victim.merchant().targets();
        Targets unknown = targets.unknown();
        Answer foreign = send(attack, token, targets);
        Answer nothing = send(attack, token, unknown);
        for (int more = again; more > 0 && differ(foreign, nothing); more--) {
            foreign = send(attack, token, targets);
            nothing = send(attack, token, unknown);
        }
        List<String> faults = new ArrayList<>();
        if (differ(foreign, nothing)) {
            faults.add("answered unlike an unknown id: " + foreign + "\ninstead of " + nothing);
        }
        foreign.told(victim.secrets()).forEach(secret -> faults.add("told " + secret));
        return new Attempt(foreign, faults);
    }

    private static boolean differ(Answer foreign, Answer nothing) {
        return !foreign.withoutIdsAndTimes().equals(nothing.withoutIdsAndTimes());
    }

    private static Answer send(Attack attack, String token, Targets targets) {
        return Answer.of(attack.send(TenantIsolationTest.caller(token), targets), targets);
    }
}
