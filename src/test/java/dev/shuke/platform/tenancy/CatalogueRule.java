package dev.shuke.platform.tenancy;

/**
 * A rule of the schema, as the query that lists what breaks it: one column, the offender's name. The queries ask the
 * catalogue itself and know no table by name but the few that may differ.
 */
public enum CatalogueRule {
    /** FORCE as well, or the owner (a backfill, a careless function) would pass. */
    ROW_SECURITY("""
            %TENANT_TABLES%
            select t.oid::regclass::text from tenant_table t join pg_class c on c.oid = t.oid
            where not (c.relrowsecurity and c.relforcerowsecurity)"""),

    TENANT_ID_COLUMN("""
            %TENANT_TABLES%
            select t.oid::regclass::text from tenant_table t
            join pg_attribute a on a.attrelid = t.oid and a.attnum = t.tenant_id
            where not a.attnotnull or a.atthasdef or a.attidentity <> '' or a.atttypid <> 'uuid'::regtype
              or exists (select from pg_constraint n where n.conrelid = t.oid and n.contype = 'n'
                and n.conkey[1] = t.tenant_id and not n.convalidated)"""),

    /** One policy a table, for all commands and everybody, with the canonical condition for reading and writing. */
    POLICY_MISSING("""
            %TENANT_TABLES%
            select t.oid::regclass::text from tenant_table t
            where not exists (select from pg_policy p where p.polrelid = t.oid and %CANONICAL%)"""),

    /**
     * Permissive policies add up: a second one opens what the first has closed. The platform's role has
     * some: for the list of tenants, to read which tokens a tenant took back, which is asked before any tenant is bound,
     * to add jobs, to enter in the audit log, to see whose log waits for a seal and whose segments have to follow, and to
     * ask for a rotation of keys; the runner's has one, since it takes the jobs of all tenants. The eraser's restrict.
     */
    POLICY_UNKNOWN("""
            select p.polrelid::regclass || '.' || p.polname from pg_policy p
            where not (%CANONICAL%)
              and not (p.polrelid::regclass::text = 'tenant' and p.polname = 'platform_directory' and p.polpermissive
                and p.polcmd = '*' and p.polroles = array['shuke_platform'::regrole]::oid[]
                and pg_get_expr(p.polqual, p.polrelid) = 'true'
                and pg_get_expr(p.polwithcheck, p.polrelid) = 'true')
              and not (p.polrelid::regclass::text = 'jobs.due' and p.polname = 'runner' and p.polpermissive
                and p.polcmd = '*' and p.polroles = array['shuke_jobs'::regrole]::oid[])
              and not (p.polrelid::regclass::text = 'jobs.due' and p.polname = 'platform_schedules'
                and p.polpermissive and p.polcmd = 'a' and p.polroles = array['shuke_platform'::regrole]::oid[])
              and not (p.polrelid::regclass::text = 'revocation' and p.polname = 'platform_directory'
                and p.polpermissive and p.polcmd = 'r' and p.polroles = array['shuke_platform'::regrole]::oid[]
                and pg_get_expr(p.polqual, p.polrelid) = 'true')
              and not (p.polrelid::regclass::text = 'tenant_key' and p.polname = 'platform_directory'
                and p.polpermissive and p.polcmd = 'r' and p.polroles = array['shuke_platform'::regrole]::oid[])
              and not (p.polrelid::regclass::text = 'key_rotation' and p.polname = 'platform_asks'
                and p.polpermissive and p.polroles = array['shuke_platform'::regrole]::oid[])
              and not (p.polname = 'only_departed' and not p.polpermissive and p.polcmd = 'd'
                and p.polroles = array['shuke_eraser'::regrole]::oid[]
                and pg_get_expr(p.polqual, p.polrelid) = '( SELECT app_departed() AS app_departed)')
              and not (p.polrelid::regclass::text = 'disclosure' and p.polname = 'only_old' and not p.polpermissive
                and p.polcmd = 'd' and p.polroles = array['shuke_app'::regrole]::oid[])
              and not (p.polrelid::regclass::text = 'audit_entry' and p.polname = 'platform_enters'
                and p.polpermissive and p.polcmd = 'a' and p.polroles = array['shuke_platform'::regrole]::oid[])
              and not (p.polrelid::regclass::text = 'audit_unsealed' and p.polname = 'platform_directory'
                and p.polpermissive and p.polroles = array['shuke_platform'::regrole]::oid[])
              and not (p.polrelid::regclass::text = 'member_touch' and p.polname = 'platform_directory'
                and p.polpermissive and p.polcmd = 'r' and p.polroles = array['shuke_platform'::regrole]::oid[])"""),

    /** The check of a unique key sees all tenants' rows and tells of them. A slug is unique for good reason. */
    UNIQUE_KEY("""
            %TENANT_TABLES%
            select i.indexrelid::regclass::text from pg_index i join tenant_table t on t.oid = i.indrelid
            where (i.indisunique or i.indisexclusion) and i.indkey[0] <> t.tenant_id
              and i.indexrelid::regclass::text <> 'tenant_slug_key'"""),

    /** Likewise of a foreign key, which must also never tie a row to another tenant's. */
    FOREIGN_KEY("""
            select k.conrelid::regclass || '.' || k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
            where k.contype = 'f' and %OURS% and not (
              exists (select from pg_attribute a
                where a.attrelid = k.conrelid and a.attnum = k.conkey[1] and a.attname = 'tenant_id')
              and exists (select from pg_attribute a
                where a.attrelid = k.confrelid and a.attnum = k.confkey[1] and a.attname = 'tenant_id')
              and k.confdeltype in ('a', 'r', 'c') and k.confupdtype in ('a', 'r') and k.convalidated)"""),

    /**
     * Nothing that holds no tenant_id is within reach of those who serve requests: not even the schema's history. The
     * platform's role alone reads the keys of members' sessions, which are the deployment's.
     */
    REACHABLE_WITHOUT_TENANT("""
            select distinct c.oid::regclass::text from pg_class c cross join %RUNTIME%
            where %OURS% and c.relkind in ('r', 'p', 'f', 'v') and %REACHES%
              and (c.relkind = 'f' or not exists (select from pg_attribute a
                where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
              and not (c.oid::regclass::text = 'session_key' and r.rolname = 'shuke_platform')"""),

    /** A sequence that several tenants share tells each how busy the others are. */
    SEQUENCE_REACHABLE("""
            select distinct c.oid::regclass::text from pg_class c cross join %RUNTIME%
            where %OURS% and case when c.relkind = 'S'
              then has_sequence_privilege(r.rolname, c.oid, 'select, usage, update') end"""),

    /** A view reads with its owner's rights unless it says otherwise; a materialised one always has. */
    VIEW("""
            select c.oid::regclass::text from pg_class c where %OURS% and (c.relkind = 'm'
              or c.relkind = 'v' and not coalesce(c.reloptions::text, '') ~ 'security_invoker=(true|on|yes|1)')"""),

    /** A rule on a table runs with the owner's rights too; triggers would not be seen by a distributed engine. */
    RULE_OR_TRIGGER("""
            select r.ev_class::regclass || '.' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
            where %OURS% and r.rulename <> '_RETURN'
            union all
            select t.tgrelid::regclass || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where %OURS% and not t.tgisinternal"""),

    SECURITY_DEFINER("""
            select distinct p.oid::regprocedure::text from pg_proc p cross join %RUNTIME%
            where %OUR_FUNCTIONS% and p.prosecdef and has_function_privilege(r.rolname, p.oid, 'execute')"""),

    /** The two that bind and read the tenant, and one that tells whether it has departed. New functions belong to everybody until revoked. */
    FUNCTION_REACHABLE("""
            select distinct p.oid::regprocedure::text from pg_proc p cross join %RUNTIME%
            where %OUR_FUNCTIONS% and has_function_privilege(r.rolname, p.oid, 'execute')
              and (r.rolname || ' ' || p.oid::regprocedure) not in ('shuke_app app_tenant()',
                'shuke_app app_set_tenant(uuid)', 'shuke_eraser app_tenant()', 'shuke_eraser app_departed()', 'shuke_platform app_tenant()', 'shuke_jobs app_tenant()')"""),

    /** A leakproof function is run before the policy and sees every row; only PostgreSQL's own are trusted. */
    LEAKPROOF_FUNCTION("""
            select p.oid::regprocedure::text from pg_proc p where %OUR_FUNCTIONS% and p.proleakproof"""),

    /** What every policy calls, and what binds a transaction, word for word. */
    TENANT_FUNCTION("""
            select wanted.name from (values
              ('app_tenant()', 's', 'sql', 'select nullif(current_setting(''app.tenant_id'', true), '''')::uuid'),
              ('app_set_tenant(uuid)', 'v', 'plpgsql',
                'begin execute format(''set local app.tenant_id = %L'', tenant); end')
            ) wanted(name, volatility, language, body)
            left join pg_proc p on p.oid = to_regprocedure(wanted.name)
            left join pg_language l on l.oid = p.prolang
            where (p.provolatile, l.lanname, trim(p.prosrc), p.prosecdef, p.proconfig is null)
              is distinct from (wanted.volatility::"char", wanted.language::name, wanted.body, false, true)"""),

    ROLE_ATTRIBUTES("""
            select wanted.name from (values ('shuke_app', true), ('shuke_platform', true), ('shuke_jobs', true),
              ('shuke_owner', false), ('shuke_eraser', false)) wanted(name, login)
            left join pg_roles r on r.rolname = wanted.name
            where r.rolname is null or r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb
              or r.rolreplication or r.rolcanlogin <> wanted.login
            union all
            select r.rolname from pg_roles r where r.rolname = 'shuke_migrator' and (r.rolsuper or r.rolcreaterole)"""),

    /** Of any role: the owner's and migrator's, and PostgreSQL's own such as pg_read_all_data. */
    ROLE_MEMBERSHIP("""
            select m.member::regrole::text from pg_auth_members m join %RUNTIME% on r.oid = m.member
            where (m.member::regrole::text, m.roleid::regrole::text, m.inherit_option, m.admin_option)
              <> ('shuke_app', 'shuke_eraser', false, false)"""),

    /**
     * The eraser deletes from every table of tenants, from none without the policy that binds it to those who have
     * departed, and reads nothing but the keys of rows.
     */
    ERASER_REACH("""
            %TENANT_TABLES%
            select t.oid::regclass::text from tenant_table t
            where t.oid::regclass::text not in ('tenant', 'jobs.due') and (
              not has_table_privilege('shuke_eraser', t.oid, 'delete')
              or not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'only_departed')
              or has_any_column_privilege('shuke_eraser', t.oid, 'insert, update')
              or exists (select from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                and has_column_privilege('shuke_eraser', t.oid, a.attnum, 'select')
                and not exists (select from pg_index i
                  where i.indrelid = t.oid and i.indisprimary and a.attnum = any(i.indkey))))
            union all
            select 'tenant' where has_table_privilege('shuke_eraser', 'tenant', 'select, insert, update, delete')"""),

    /** A tenant that is there by default would serve whoever forgets to name one; and no parameter may be granted. */
    ROLE_SETTING("""
            select coalesce(nullif(s.setrole, 0)::regrole::text, 'database') || '.' || split_part(c, '=', 1)
            from pg_db_role_setting s cross join unnest(s.setconfig) c
            where split_part(c, '=', 1) in ('app.tenant_id', 'role', 'search_path', 'row_security',
              'session_replication_role', 'session_preload_libraries')
            union all
            select r.rolname || '.' || g.parname from pg_parameter_acl g cross join aclexplode(g.paracl) a
            join %RUNTIME% on r.oid = a.grantee or a.grantee = 0"""),

    /** TRUNCATE passes by row security; REFERENCES and TRIGGER let one write checks that look; nor are grants passed on. */
    TABLE_PRIVILEGE("""
            select distinct c.oid::regclass::text from pg_class c cross join %RUNTIME%
            where %OURS% and c.relkind in ('r', 'p', 'f', 'v', 'm') and (
              has_table_privilege(r.rolname, c.oid, 'truncate, references, trigger, maintain')
              or has_any_column_privilege(r.rolname, c.oid, 'references')
              or has_table_privilege(r.rolname, c.oid, 'select with grant option, insert with grant option')
              or has_table_privilege(r.rolname, c.oid, 'update with grant option, delete with grant option'))"""),

    /** What lies about the schema itself is the migrator's alone. */
    SCHEMA_OR_DATABASE_PRIVILEGE("""
            select n.nspname::text from pg_namespace n cross join %RUNTIME%
            where n.nspname !~ '^pg_toast' and has_schema_privilege(r.rolname, n.oid, 'create')
            union
            select d.datname::text from pg_database d cross join %RUNTIME%
            where d.datname = current_database() and has_database_privilege(r.rolname, d.oid, 'create, temporary')"""),

    /** Row security does not bind who owns what it guards, and owners may switch it off. */
    OWNER("""
            select c.oid::regclass::text from pg_class c
            where %OURS% and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S') and c.relowner <> 'shuke_owner'::regrole
              and not (c.oid::regclass::text = 'flyway_schema_history' and c.relowner = 'shuke_migrator'::regrole)
            union all
            select pg_describe_object(d.classid, d.objid, 0) from pg_shdepend d
            join %RUNTIME% on r.oid = d.refobjid and d.deptype = 'o' and d.refclassid = 'pg_authid'::regclass"""),

    /** A partition or an heir that is read directly goes by its own policies, not by those of its parent. */
    PARTITION_REACHABLE("""
            select distinct c.oid::regclass::text from pg_class c cross join %RUNTIME%
            where %OURS% and exists (select from pg_inherits i where i.inhrelid = c.oid) and c.relkind in ('r', 'p', 'f')
              and %REACHES%"""),

    /**
     * The platform's role: the list, from which nothing is deleted; it reads what is revoked, adds jobs and entries of
     * the audit log, sees which of these wait for a seal and whose members were touched, and keeps the keys of members'
     * sessions, none of which ever changes.
     */
    PLATFORM_REACH("""
            select c.oid::regclass::text from pg_class c cross join (select 'shuke_platform' rolname) r
            where %OURS% and c.relkind in ('r', 'p', 'f', 'v', 'm') and (case c.oid::regclass::text
              when 'tenant' then has_table_privilege(r.rolname, c.oid, 'delete')
              when 'jobs.due' then %READS_OR_CHANGES%
              when 'session_key' then has_table_privilege(r.rolname, c.oid, 'update')
                or has_any_column_privilege(r.rolname, c.oid, 'update')
              when 'audit_entry' then %READS_OR_CHANGES%
              when 'tenant_key' then has_any_column_privilege(r.rolname, c.oid, 'insert, update')
                or has_table_privilege(r.rolname, c.oid, 'select, delete')
                or has_column_privilege(r.rolname, c.oid, 'aead_keyset', 'select')
                or has_column_privilege(r.rolname, c.oid, 'mac_keyset', 'select')
              when 'key_rotation' then has_table_privilege(r.rolname, c.oid, 'update, delete')
              when 'audit_unsealed' then has_table_privilege(r.rolname, c.oid, 'update, delete')
              when 'member_touch' then has_table_privilege(r.rolname, c.oid, 'select, insert, update, delete')
                or has_any_column_privilege(r.rolname, c.oid, 'insert, update')
                or has_column_privilege(r.rolname, c.oid, 'members', 'select')
                or has_column_privilege(r.rolname, c.oid, 'about', 'select')
              when 'revocation' then has_table_privilege(r.rolname, c.oid, 'insert, update, delete')
                or has_any_column_privilege(r.rolname, c.oid, 'insert, update')
              else %REACHES% end)"""),

    /** The runner's role: the queue alone. Who serves requests adds to it, and cannot see or stop what others added. */
    JOBS_REACH("""
            select c.oid::regclass::text from pg_class c cross join (select 'shuke_jobs' rolname) r
            where %OURS% and c.relkind in ('r', 'p', 'f', 'v', 'm')
              and c.oid::regclass::text not in ('jobs.due', 'jobs.task') and %REACHES%
            union all
            select c.oid::regclass::text from pg_class c cross join (select 'shuke_app' rolname) r
            where c.oid in (to_regclass('jobs.due'), to_regclass('jobs.task')) and %READS_OR_CHANGES%"""),

    PUBLIC_GRANT("""
            select 'table ' || c.oid::regclass from pg_class c cross join aclexplode(c.relacl) a
            where %OURS% and a.grantee = 0
            union
            select 'column ' || c.oid::regclass || '.' || t.attname from pg_class c join pg_attribute t on t.attrelid = c.oid
            cross join aclexplode(t.attacl) a where %OURS% and a.grantee = 0
            union
            select 'schema ' || n.nspname from pg_namespace n cross join aclexplode(n.nspacl) a
            where a.grantee = 0 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            union
            select 'database ' || d.datname from pg_database d
            cross join aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
            where d.datname = current_database() and a.grantee = 0
            union
            select 'function ' || p.oid::regprocedure from pg_proc p
            cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            where %OUR_FUNCTIONS% and a.grantee = 0"""),

    /** A grant on what does not exist yet: nobody will see it in the migration that makes the table. */
    DEFAULT_PRIVILEGE("""
            select pg_describe_object('pg_default_acl'::regclass, d.oid, 0) from pg_default_acl d
            cross join aclexplode(d.defaclacl) a
            where a.grantee = 0 or a.grantee in (select oid from %RUNTIME%)""");

    private final String query;

    CatalogueRule(String query) {
        this.query = query;
    }

    String sql() {
        return expand(query);
    }

    static String expand(String query) {
        return query.replace("%TENANT_TABLES%", """
                        with tenant_table as (
                          select c.oid, a.attnum as tenant_id from pg_class c
                          join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                          where c.relkind in ('r', 'p') and %OURS%
                        )""")
                .replace("%CANONICAL%", """
                        p.polpermissive and p.polname = 'tenant_isolation' and p.polcmd = '*' and p.polroles = '{0}'
                        and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = ( SELECT app_tenant() AS app_tenant))'
                        and pg_get_expr(p.polwithcheck, p.polrelid)
                          = '(tenant_id = ( SELECT app_tenant() AS app_tenant))'""")
                .replace("%REACHES%", """
                        (has_table_privilege(r.rolname, c.oid, 'select, insert, update, delete')
                          or has_any_column_privilege(r.rolname, c.oid, 'select, insert, update'))""")
                .replace("%READS_OR_CHANGES%", """
                        (has_table_privilege(r.rolname, c.oid, 'select, update, delete')
                          or has_any_column_privilege(r.rolname, c.oid, 'select, update'))""")
                .replace(
                        "%RUNTIME%",
                        "(select * from pg_roles where rolname in ('shuke_app', 'shuke_platform', 'shuke_jobs', 'shuke_eraser')) r")
                .replace("%OURS%", """
                        (c.relnamespace not in (select oid from pg_namespace
                          where nspname in ('pg_catalog', 'information_schema') or nspname ~ '^pg_toast')
                        and not exists (select from pg_depend e
                          where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e'))""")
                .replace("%OUR_FUNCTIONS%", """
                        (p.pronamespace not in (select oid from pg_namespace
                          where nspname in ('pg_catalog', 'information_schema'))
                        and not exists (select from pg_depend e
                          where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e'))""");
    }
}
