package dev.shuke.isolation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An attack on a merchant, sent once.
 *
 * @param answer to the call that names the merchant's things
 * @param faults what is wrong with it if the caller is a stranger; nothing, or tenants meet
 */
record Attempt(Answer answer, List<String> faults) {
    /** A job of the stranger's own may end between the two calls; what tells of a victim tells it each time. */
    private static final int AGAIN = 2;

    static Attempt of(Attack attack, Merchant victim, String token) {
        TenantRows before = TenantRows.of(victim.tenant().id());
        Targets unknown = victim.targets().unknown();
        Answer foreign = send(attack, token, victim.targets());
        Answer nothing = send(attack, token, unknown);
        for (int again = 0; again < AGAIN && !attack.changes() && differ(foreign, nothing); again++) {
            foreign = send(attack, token, victim.targets());
            nothing = send(attack, token, unknown);
        }
        List<String> faults = new ArrayList<>();
        if (differ(foreign, nothing)) {
            faults.add("answered unlike an unknown id: " + foreign + "\ninstead of " + nothing);
        }
        Set<String> secrets = new HashSet<>(before.ids());
        secrets.addAll(victim.canaries());
        secrets.add(victim.tenant().slug());
        foreign.told(secrets).forEach(secret -> faults.add("told " + secret));
        if (!TenantRows.of(victim.tenant().id()).equals(before)) {
            faults.add("changed the other tenant's rows");
        }
        return new Attempt(foreign, faults);
    }

    private static boolean differ(Answer foreign, Answer nothing) {
        return !foreign.withoutIdsAndTimes().equals(nothing.withoutIdsAndTimes());
    }

    private static Answer send(Attack attack, String token, Targets targets) {
        return Answer.of(attack.send(TenantIsolationTest.caller(token), targets), targets);
    }
}
