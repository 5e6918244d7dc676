package dev.shuke.platform.tenancy;

import static dev.shuke.platform.tenancy.CatalogueRule.DEFAULT_PRIVILEGE;
import static dev.shuke.platform.tenancy.CatalogueRule.ERASER_REACH;
import static dev.shuke.platform.tenancy.CatalogueRule.FOREIGN_KEY;
import static dev.shuke.platform.tenancy.CatalogueRule.FUNCTION_REACHABLE;
import static dev.shuke.platform.tenancy.CatalogueRule.JOBS_REACH;
import static dev.shuke.platform.tenancy.CatalogueRule.LEAKPROOF_FUNCTION;
import static dev.shuke.platform.tenancy.CatalogueRule.OWNER;
import static dev.shuke.platform.tenancy.CatalogueRule.PARTITION_REACHABLE;
import static dev.shuke.platform.tenancy.CatalogueRule.PLATFORM_REACH;
import static dev.shuke.platform.tenancy.CatalogueRule.POLICY_MISSING;
import static dev.shuke.platform.tenancy.CatalogueRule.POLICY_UNKNOWN;
import static dev.shuke.platform.tenancy.CatalogueRule.PUBLIC_GRANT;
import static dev.shuke.platform.tenancy.CatalogueRule.REACHABLE_WITHOUT_TENANT;
import static dev.shuke.platform.tenancy.CatalogueRule.ROLE_ATTRIBUTES;
import static dev.shuke.platform.tenancy.CatalogueRule.ROLE_MEMBERSHIP;
import static dev.shuke.platform.tenancy.CatalogueRule.ROLE_SETTING;
import static dev.shuke.platform.tenancy.CatalogueRule.ROW_SECURITY;
import static dev.shuke.platform.tenancy.CatalogueRule.RULE_OR_TRIGGER;
import static dev.shuke.platform.tenancy.CatalogueRule.SCHEMA_OR_DATABASE_PRIVILEGE;
import static dev.shuke.platform.tenancy.CatalogueRule.SECURITY_DEFINER;
import static dev.shuke.platform.tenancy.CatalogueRule.SEQUENCE_REACHABLE;
import static dev.shuke.platform.tenancy.CatalogueRule.TABLE_PRIVILEGE;
import static dev.shuke.platform.tenancy.CatalogueRule.TENANT_FUNCTION;
import static dev.shuke.platform.tenancy.CatalogueRule.TENANT_ID_COLUMN;
import static dev.shuke.platform.tenancy.CatalogueRule.UNIQUE_KEY;
import static dev.shuke.platform.tenancy.CatalogueRule.VIEW;

import java.util.List;

/**
 * One way to spoil the schema, and the rule that must notice.
 *
 * @param object what the finding must name
 */
record CatalogueMutation(CatalogueRule noticed, String object, String sql) {
    private static final String CANONICAL = "(tenant_id = (select app_tenant()))";

    static List<CatalogueMutation> all() {
        return List.of(
                of(ROW_SECURITY, "member", "alter table member disable row level security"),
                of(ROW_SECURITY, "event", "alter table event no force row level security"),
                of(ROW_SECURITY, "note", "create table note (tenant_id uuid not null)"),
                of(TENANT_ID_COLUMN, "note", "create table note (tenant_id uuid)"),
                of(TENANT_ID_COLUMN, "note", "create table note (tenant_id text not null)"),
                of(TENANT_ID_COLUMN, "event", "alter table event alter tenant_id set default gen_random_uuid()"),
                of(POLICY_MISSING, "segment", "drop policy tenant_isolation on segment"),
                of(POLICY_MISSING, "event_item", "alter policy tenant_isolation on event_item using (true)"),
                of(POLICY_MISSING, "event_item", "alter policy tenant_isolation on event_item with check (true)"),
                of(POLICY_MISSING, "member", "alter policy tenant_isolation on member to shuke_platform"),
                of(POLICY_MISSING, "member", """
                        drop policy tenant_isolation on member;
                        create policy tenant_isolation on member for select using """ + CANONICAL),
                of(POLICY_MISSING, "member", """
                        drop policy tenant_isolation on member;
                        create policy tenant_isolation on member as restrictive using %s with check %s""".formatted(CANONICAL, CANONICAL)),
                of(POLICY_UNKNOWN, "member.open", "create policy open on member using (true)"),
                of(POLICY_UNKNOWN, "tenant.tenant_isolation", """
                        alter policy tenant_isolation on tenant using (tenant_id = app_tenant() or app_tenant() is null)"""),
                of(POLICY_UNKNOWN, "tenant.platform_directory", "alter policy platform_directory on tenant to public"),
                of(POLICY_UNKNOWN, "event.platform_directory", """
                        create policy platform_directory on event to shuke_platform using (true) with check (true)"""),
                of(POLICY_UNKNOWN, "revocation.platform_directory", """
                        alter policy platform_directory on revocation to public"""),
                of(POLICY_UNKNOWN, "revocation.platform_directory", """
                        drop policy platform_directory on revocation;
                        create policy platform_directory on revocation to shuke_platform using (true)"""),
                of(POLICY_UNKNOWN, "audit_entry.platform_enters", """
                        drop policy platform_enters on audit_entry;
                        create policy platform_enters on audit_entry to shuke_platform using (true)"""),
                of(ERASER_REACH, "event", "drop policy only_departed on event"),
                of(ERASER_REACH, "member", "grant select on member to shuke_eraser"),
                of(ERASER_REACH, "store", "revoke delete on store from shuke_eraser"),
                of(ROLE_MEMBERSHIP, "shuke_app", "grant shuke_eraser to shuke_app with inherit true"),
                of(PLATFORM_REACH, "tenant_key", "grant select on tenant_key to shuke_platform"),
                of(PLATFORM_REACH, "audit_entry", "grant select on audit_entry to shuke_platform"),
                of(UNIQUE_KEY, "event_by_source", "create unique index event_by_source on event (source, source_id)"),
                of(UNIQUE_KEY, "segment_key_first", """
                        create unique index segment_key_first on segment (key, tenant_id)"""),
                of(UNIQUE_KEY, "note_pkey", "create table note (id int primary key, tenant_id uuid not null)"),
                of(FOREIGN_KEY, "note.note_tenant_id_member_id_fkey", """
                        create table note (tenant_id uuid not null, member_id uuid,
                          foreign key (tenant_id, member_id) references member on delete set null)"""),
                of(FOREIGN_KEY, "note.by_id", """
                        create unique index on member (id);
                        create table note (tenant_id uuid not null, member_id uuid,
                          constraint by_id foreign key (member_id) references member (id))"""),
                of(FOREIGN_KEY, "note.unproven", """
                        create table note (tenant_id uuid not null, id uuid);
                        alter table note add constraint unproven foreign key (tenant_id) references tenant not valid"""),
                of(REACHABLE_WITHOUT_TENANT, "note", "create table note (t text); grant select on note to shuke_app"),
                of(REACHABLE_WITHOUT_TENANT, "note", """
                        create table note (t text); grant select (t) on note to shuke_app"""),
                of(REACHABLE_WITHOUT_TENANT, "flyway_schema_history", """
                        grant select on flyway_schema_history to shuke_app"""),
                of(REACHABLE_WITHOUT_TENANT, "session_key", "grant select on session_key to shuke_app"),
                of(
                        SEQUENCE_REACHABLE,
                        "numbers",
                        "create sequence numbers; grant usage on sequence numbers to shuke_app"),
                of(VIEW, "people", "create view people as select * from member"),
                of(VIEW, "people", "create view people with (security_invoker = false) as select * from member"),
                of(VIEW, "people", "create materialized view people as select * from member"),
                of(RULE_OR_TRIGGER, "segment.copied", """
                        create rule copied as on delete to segment do also
                          delete from segment_version where segment_id = old.id"""),
                of(RULE_OR_TRIGGER, "segment.noted", """
                        create trigger noted before update on segment
                          for each row execute function suppress_redundant_updates_trigger()"""),
                of(SECURITY_DEFINER, "people()", """
                        create function people() returns bigint language sql security definer
                          as 'select count(*) from member'"""),
                of(FUNCTION_REACHABLE, "one()", "create function one() returns int language sql as 'select 1'"),
                of(FUNCTION_REACHABLE, "app_set_tenant(uuid)", """
                        grant execute on function app_set_tenant(uuid) to shuke_platform"""),
                of(LEAKPROOF_FUNCTION, "one()", """
                        create function one() returns int leakproof language sql as 'select 1'"""),
                of(TENANT_FUNCTION, "app_tenant()", """
                        create or replace function app_tenant() returns uuid language sql stable parallel safe
                          as 'select coalesce(nullif(current_setting(''app.tenant_id'', true), '''')::uuid,
                            (select tenant_id from tenant limit 1))'"""),
                of(TENANT_FUNCTION, "app_set_tenant(uuid)", """
                        create or replace function app_set_tenant(tenant uuid) returns void language plpgsql
                          as 'begin execute format(''set app.tenant_id = %L'', tenant); end'"""),
                of(TENANT_FUNCTION, "app_tenant()", "alter function app_tenant() immutable"),
                of(ROLE_ATTRIBUTES, "shuke_app", "alter role shuke_app bypassrls"),
                of(ROLE_ATTRIBUTES, "shuke_app", "alter role shuke_app superuser"),
                of(ROLE_ATTRIBUTES, "shuke_app", "alter role shuke_app createrole"),
                of(ROLE_ATTRIBUTES, "shuke_platform", "alter role shuke_platform bypassrls"),
                of(ROLE_ATTRIBUTES, "shuke_owner", "alter role shuke_owner login"),
                of(ROLE_MEMBERSHIP, "shuke_app", "grant shuke_owner to shuke_app"),
                of(ROLE_MEMBERSHIP, "shuke_platform", "grant shuke_migrator to shuke_platform"),
                of(ROLE_MEMBERSHIP, "shuke_app", "grant pg_read_all_data to shuke_app"),
                of(ROLE_SETTING, "shuke_app.app.tenant_id", """
                        alter role shuke_app set app.tenant_id = '00000000-0000-0000-0000-000000000001'"""),
                of(ROLE_SETTING, "shuke_app.session_replication_role", """
                        grant set on parameter session_replication_role to shuke_app"""),
                of(TABLE_PRIVILEGE, "member", "grant truncate on member to shuke_app"),
                of(TABLE_PRIVILEGE, "member", "grant references on member to shuke_app"),
                of(TABLE_PRIVILEGE, "member", "grant trigger on member to shuke_app"),
                of(TABLE_PRIVILEGE, "member", "grant maintain on member to shuke_app"),
                of(TABLE_PRIVILEGE, "tenant", "grant truncate on tenant to shuke_platform"),
                of(TABLE_PRIVILEGE, "member", "grant select on member to shuke_app with grant option"),
                of(SCHEMA_OR_DATABASE_PRIVILEGE, "public", "grant create on schema public to shuke_app"),
                of(SCHEMA_OR_DATABASE_PRIVILEGE, "shuke", "grant temporary on database shuke to shuke_app"),
                of(OWNER, "member", "alter table member owner to postgres"),
                of(OWNER, "member", "alter table member owner to shuke_migrator"),
                of(OWNER, "function app_tenant()", """
                        grant create on schema public to shuke_app; alter function app_tenant() owner to shuke_app"""),
                of(PARTITION_REACHABLE, "note_1", """
                        create table note (tenant_id uuid not null) partition by hash (tenant_id);
                        create table note_1 partition of note for values with (modulus 1, remainder 0);
                        grant select on note_1 to shuke_app"""),
                of(PARTITION_REACHABLE, "member_old", """
                        create table member_old () inherits (member); grant select on member_old to shuke_app"""),
                of(PLATFORM_REACH, "member", "grant select on member to shuke_platform"),
                of(PLATFORM_REACH, "member", "grant select (id) on member to shuke_platform"),
                of(PLATFORM_REACH, "tenant", "grant delete on tenant to shuke_platform"),
                of(PLATFORM_REACH, "jobs.due", "grant select on jobs.due to shuke_platform"),
                of(JOBS_REACH, "tenant", "grant select (slug) on tenant to shuke_jobs"),
                of(JOBS_REACH, "jobs.due", "grant select (tenant_id) on jobs.due to shuke_app"),
                of(JOBS_REACH, "jobs.due", "grant delete on jobs.due to shuke_app"),
                of(JOBS_REACH, "jobs.task", "grant select on jobs.task to shuke_app"),
                of(POLICY_UNKNOWN, "jobs.due.runner", "alter policy runner on jobs.due to shuke_jobs, shuke_app"),
                of(PLATFORM_REACH, "revocation", "grant update (not_before) on revocation to shuke_platform"),
                of(PUBLIC_GRANT, "table member", "grant select on member to public"),
                of(PUBLIC_GRANT, "column member.city", "grant select (city) on member to public"),
                of(PUBLIC_GRANT, "schema public", "grant usage on schema public to public"),
                of(PUBLIC_GRANT, "database shuke", "grant connect on database shuke to public"),
                of(PUBLIC_GRANT, "function one()", "create function one() returns int language sql as 'select 1'"),
                of(DEFAULT_PRIVILEGE, "shuke_migrator", """
                        alter default privileges for role shuke_migrator in schema public
                          grant select on tables to shuke_app"""));
    }

    private static CatalogueMutation of(CatalogueRule noticed, String object, String sql) {
        return new CatalogueMutation(noticed, object, sql);
    }
}
