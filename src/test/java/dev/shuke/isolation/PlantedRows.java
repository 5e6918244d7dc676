package dev.shuke.isolation;

import java.util.List;

/** Rows of a merchant that come by SQL, since no call makes them at once: the tenant is the one argument. */
final class PlantedRows {
    /** The seal is over one entry, which it does not fit, so that the log's verification names it; no runner knows the job. */
    static final List<String> ALL = List.of(
            "insert into revocation values (?, 'nobody', now())",
            "insert into erased_event values (?, 'digest')",
            "insert into reveal_count values (?, 'nobody', current_date, 1)",
            """
            insert into audit_seal
            select tenant_id, 1, array[min(id::text)::uuid], decode(repeat('00', 32), 'hex'), '', now()
            from audit_entry where tenant_id = ? group by tenant_id""",
            "insert into key_rotation values (?, gen_random_uuid(), 'done', 0, 0, null, now(), now())",
            "insert into jobs.due (tenant_id, id, kind, ref, at) values (?, gen_random_uuid(), 'planted', '', now())",
            "insert into tag_sweep values (?, 'infinity')",
            """
            insert into tag_rule
            select t.tenant_id, t.key, t.parent, s.id, 0, null, 0.5, now(), 9e18 from tag t
            join segment s on s.tenant_id = t.tenant_id and s.key = 'locals'
            where t.tenant_id = ? and not t.is_group""",
            "insert into holiday select tenant_id, key, null, 'Days', false, 5, 20, null, 1, now(), now() from tag"
                    + " where tenant_id = ? and not is_group",
            "insert into file_part values (?, gen_random_uuid(), 1, 'sealed')",
            "insert into score_schedule values (?, false, 3, 1, 60, 'infinity')",
            "insert into rfm values (?, null, current_date, now())",
            "update segment_sweep set run_at = 'infinity' where tenant_id = ?",
            "delete from jobs.due where kind = 'segment.sweep' and tenant_id = ?",
            "insert into member_seq select tenant_id, member_id, row_number() over () from member_metric where tenant_id = ?",
            "insert into member_rfm (tenant_id, member_id, r, f, m) select tenant_id, member_id, 3, 3, 3 from member_metric where tenant_id = ?",
            "insert into member_habit select tenant_id, member_id, 'S', null, null, null, null, 3 from member_metric where tenant_id = ?"
                    + " on conflict do nothing",
            "insert into member_stage select tenant_id, member_id, 'kept' from member_metric where tenant_id = ?",
            "insert into member_transition select tenant_id, 'stage', member_id, now(), null, 'kept' from member_metric where tenant_id = ?",
            "insert into rfm_refresh values (?, 'infinity')",
            "insert into metric_due values (?, gen_random_uuid(), '{}')",
            // old enough to be deleted: a younger one no role of the API gets at, with or without tenants kept apart
            "insert into disclosure values (?, gen_random_uuid(), 'members', 'service', 1, 'nobody', now() - interval '4 years')");

    private PlantedRows() {}
}
