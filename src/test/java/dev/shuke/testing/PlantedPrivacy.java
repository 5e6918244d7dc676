package dev.shuke.testing;

import dev.shuke.platform.tenancy.Ids;
import java.util.UUID;

/** Privacy requests and legal holds as they stand after some steps, by SQL: the steps themselves would change the member. */
public final class PlantedPrivacy {
    private PlantedPrivacy() {}

    /** @param state received, verified, in_progress or completed */
    public static UUID request(UUID tenant, String member, String type, String state) {
        UUID id = UUID.randomUUID();
        TestTenant.run("""
                insert into privacy_request (tenant_id, id, member_id, type, state, fields, by_member, received_by, received_at,
                  due_at, method, verified_by, verified_at, started_by, started_at, outcome, ended_by, ended_at)
                select '%1$s', '%2$s', '%3$s', '%4$s', '%5$s',
                  case when '%4$s' = 'correction' then array['profile.city'] else '{}' end,
                  false, 'nobody', now(), now() + interval '15 days',
                  case when step > 0 then 'in_person' end, case when step > 0 then 'nobody' end,
                  case when step > 0 then now() end, case when step > 1 then 'nobody' end,
                  case when step > 1 then now() end, case when step > 1 then 'done' end,
                  case when step > 2 then 'nobody' end, case when step > 2 then now() end
                from (select array_position(array['received', 'verified', 'in_progress', 'completed'], '%5$s') - 1) s(step)
                """.formatted(tenant, id, member, type, state));
        return id;
    }

    public static void task(UUID tenant, UUID request, String store) {
        TestTenant.run("insert into privacy_task (tenant_id, request_id, store) values ('%s', '%s', '%s')"
                .formatted(tenant, request, store));
    }

    /** A file that the member can fetch. */
    public static void file(UUID tenant, UUID request) {
        TestTenant.run("""
                update privacy_request set file_id = gen_random_uuid(), file_expires_at = now() + interval '1 day'
                where tenant_id = '%s' and id = '%s'""".formatted(tenant, request));
    }

    /** A run of a tenant's rules for how long events are kept, which are planted with the first. */
    public static UUID run(UUID tenant) {
        UUID id = Ids.next();
        TestTenant.run("insert into retention_policy values ('%s', 1, false, 1, now()) on conflict do nothing"
                .formatted(tenant));
        TestTenant.run(
                "insert into retention_rule values ('%s', 'coupon.granted', 365, 'anonymise') on conflict do nothing"
                        .formatted(tenant));
        TestTenant.run("""
                insert into retention_purpose_rule values ('%s', 'analytics', 30, 'delete', '{coupon.granted}', '{skinType}')
                on conflict do nothing""".formatted(tenant));
        TestTenant.run(
                "insert into retention_run values ('%s', '%s', 1, true, now(), 'nobody', now())".formatted(tenant, id));
        TestTenant.run("insert into retention_count values ('%s', '%s', 'coupon.granted', 'anonymise', 7)"
                .formatted(tenant, id));
        TestTenant.run(
                "insert into retention_purpose_count values ('%s', '%s', 'analytics', 7, 0)".formatted(tenant, id));
        return id;
    }

    /** An incident that concerns the member. */
    public static UUID incident(UUID tenant, String member) {
        UUID id = Ids.next();
        TestTenant.run("""
                insert into incident (tenant_id, id, kind, state, groups, description, consequences, discovered_at, affected,
                  recorded_by, recorded_at)
                values ('%s', '%s', 'leak', 'contained', '{contact}', 'a till was stolen', 'unwanted calls', now(), 1, 'nobody',
                  now())""".formatted(tenant, id));
        TestTenant.run("""
                insert into incident_step values ('%1$s', '%2$s', '%2$s', 'contained', now(), 'its keys were revoked', 'nobody',
                  now())""".formatted(tenant, id));
        TestTenant.run(
                "insert into incident_member values ('%s', '%s', '%s', 'id', now())".formatted(tenant, id, member));
        return id;
    }

    public static UUID assessment(UUID tenant) {
        UUID id = Ids.next();
        TestTenant.run("""
                insert into impact_assessment values ('%s', '%s', 'churn model', '{automated_decisions}', '{analytics}',
                  'orders', 'no other way', 'a missed offer', 'low', 'members can object', '2099-11-01', null, 'nobody',
                  now())""".formatted(tenant, id));
        return id;
    }

    public static void disclosure(UUID tenant) {
        TestTenant.run("insert into disclosure values ('%s', gen_random_uuid(), 'members', 'service', 1, 'nobody')"
                .formatted(tenant));
    }

    public static UUID hold(UUID tenant, String member) {
        UUID id = UUID.randomUUID();
        TestTenant.run("""
                insert into legal_hold (tenant_id, id, member_id, reason, placed_by, placed_at)
                values ('%s', '%s', '%s', 'dispute', 'nobody', now())""".formatted(tenant, id, member));
        return id;
    }
}
