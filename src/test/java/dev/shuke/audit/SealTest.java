package dev.shuke.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever changes the log behind the API's back, even as the database's superuser, is found out. */
@QuarkusTest
class SealTest extends ApiTest {
    @Inject
    Sealer sealer;

    private final TestTenant tenant = TestTenant.create("Asia/Shanghai", "CNY");

    private void enter(int entries) {
        for (int i = 0; i < entries; i++) {
            as(tenant.staff("owner"))
                    .body("{\"name\":{\"en\":\"Drive\"}}")
                    .put("/v1/event-types/drive")
                    .then()
                    .statusCode(anyOf(equalTo(200), equalTo(201)));
        }
    }

    private void seal() {
        sealer.sealAll(tenant.id()).await().atMost(Duration.ofMinutes(1));
    }

    private JsonPath verified() {
        return as(tenant.staff("privacy"))
                .get("/v1/audit-log/verify")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<String> ids() {
        return tenant.sql("select id from audit_entry where %T order by id");
    }

    /** Two seals of three entries each, and two entries that wait. */
    private List<String> sealedLog() {
        enter(3);
        seal();
        enter(3);
        seal();
        enter(2);
        JsonPath before = verified();
        assertThat(before.getBoolean("intact")).as(before.prettify()).isTrue();
        assertThat(before.getLong("seals")).isEqualTo(2);
        assertThat(before.getLong("entries")).isEqualTo(6);
        assertThat(before.getLong("unsealed.entries")).isEqualTo(2);
        assertThat(before.getString("outside")).isEqualTo("compared");
        return ids();
    }

    private void found(String... findings) {
        JsonPath after = verified();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < after.getList("findings").size(); i++) {
            told.add(after.getString("findings[" + i + "].kind") + " " + after.getString("findings[" + i + "].seal")
                    + " " + after.getString("findings[" + i + "].entry"));
        }
        assertThat(told).containsExactlyInAnyOrder(findings);
        assertThat(after.getBoolean("intact")).isFalse();
    }

    @Test
    void aRemovedEntryIsNamed() {
        List<String> ids = sealedLog();
        tenant.sql("delete from audit_entry where %T and id = '" + ids.get(4) + "'");
        found("entry_removed 2 " + ids.get(4));
    }

    @Test
    void anAlteredEntryIsNamed() {
        List<String> ids = sealedLog();
        Map.of(
                        "actor = actor || 'x'", "actor = left(actor, -1)",
                        "at = at + interval '1 microsecond'", "at = at - interval '1 microsecond'",
                        "times = 2", "times = 1",
                        "fields = '{x}'", "fields = '{}'")
                .forEach((change, undo) -> {
                    tenant.sql("update audit_entry set " + change + " where %T and id = '" + ids.get(1) + "'");
                    found("entry_altered 1 " + ids.get(1));
                    tenant.sql("update audit_entry set " + undo + " where %T and id = '" + ids.get(1) + "'");
                });
        assertThat(verified().getBoolean("intact")).isTrue();
    }

    @Test
    void reorderedEntriesAreNamed() {
        List<String> ids = sealedLog();
        String swap = "update audit_entry set id = '%s' where %%T and id = '%s'";
        tenant.sql(swap.formatted("00000000-0000-7000-8000-000000000000", ids.get(0)));
        tenant.sql(swap.formatted(ids.get(0), ids.get(2)));
        tenant.sql(swap.formatted(ids.get(2), "00000000-0000-7000-8000-000000000000"));
        found("entry_reordered 1 " + ids.get(0), "entry_reordered 1 " + ids.get(2));
    }

    @Test
    void aPlantedEntryIsNamed() {
        sealedLog();
        tenant.sql("insert into audit_entry select tenant_id, gen_random_uuid(), at, action, times, 'x', actor_kind,"
                + " actor_roles, about_kind, about_id, purpose, reason, fields, request_id"
                + " from audit_entry where %T limit 1");
        found("entry_added null "
                + tenant.sql("select id from audit_entry where %T and actor = 'x'")
                        .getFirst());
    }

    @Test
    void anAlteredOrRemovedSealIsFound() {
        sealedLog();
        tenant.sql("update audit_seal set sealed_at = sealed_at - interval '1 hour' where %T and number = 1");
        found("seal_altered 1 null");
        tenant.sql("delete from audit_seal where %T and number = 1");
        JsonPath after = verified();
        assertThat(after.getList("findings.kind")).contains("seal_removed").contains("entry_added");
    }

    /** The chain that is left is whole: only what was written down outside the database tells. */
    @Test
    void aCutTailIsFoundAndStaysSoWhenTheChainGoesOn() {
        List<String> ids = sealedLog();
        tenant.sql("delete from audit_seal where %T and number = 2");
        tenant.sql("delete from audit_entry where %T and id >= '" + ids.get(3) + "'");
        tenant.sql("delete from audit_unsealed where %T");
        found("chain_cut 2 null");
        enter(1);
        seal();
        enter(1);
        seal();
        found("chain_cut 2 null");
    }

    /** A transaction that commits late brings an id that is older than some that are sealed. */
    @Test
    void whatCommitsLateIsSealedToo() throws SQLException {
        try (Connection late = TestTenant.connect("shuke_app")) {
            late.setAutoCommit(false);
            late.createStatement().execute("select app_set_tenant('" + tenant.id() + "')");
            late.createStatement().execute("""
                    with entry as (insert into audit_entry values ('%1$s', '00000000-0000-7000-8000-000000000001', now(),
                      'late.commit', 1, 'me', 'staff', '{}', 'tenant', 'x', null, null, '{}', null))
                    insert into audit_unsealed values ('%1$s', '00000000-0000-7000-8000-000000000001')""".formatted(tenant.id()));
            enter(2);
            seal();
            late.commit();
        }
        assertThat(verified().getLong("unsealed.entries")).isEqualTo(1);
        seal();
        JsonPath after = verified();
        assertThat(after.getBoolean("intact")).isTrue();
        assertThat(after.getLong("entries")).isEqualTo(3);
        assertThat(after.getLong("unsealed.entries")).isZero();
    }

    @Test
    void twoThatSealAtOnceMakeOneChain() {
        enter(5);
        var one = sealer.sealAll(tenant.id()).subscribeAsCompletionStage();
        var other = sealer.sealAll(tenant.id()).onFailure().recoverWithNull().subscribeAsCompletionStage();
        one.exceptionally(lost -> null).join();
        other.join();
        seal();
        JsonPath after = verified();
        assertThat(after.getBoolean("intact")).as(after.prettify()).isTrue();
        assertThat(after.getLong("entries")).isEqualTo(5);
    }
}
