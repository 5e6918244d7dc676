package dev.shuke.platform.tenancy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads PostgreSQL's own catalogue, whatever the migrations meant to say, and lists what lets tenants meet. */
public final class CatalogueAudit {
    private final Connection superuser;

    /** @param superuser a connection that sees the whole catalogue, perhaps inside a transaction */
    public CatalogueAudit(Connection superuser) {
        this.superuser = superuser;
    }

    public List<CatalogueFinding> findings() throws SQLException {
        List<CatalogueFinding> findings = new ArrayList<>();
        for (CatalogueRule rule : CatalogueRule.values()) {
            findings.addAll(findings(rule));
        }
        return findings;
    }

    /** Of one rule. */
    List<CatalogueFinding> findings(CatalogueRule rule) throws SQLException {
        List<CatalogueFinding> findings = new ArrayList<>();
        try (Statement statement = superuser.createStatement();
                ResultSet offenders = statement.executeQuery(rule.sql())) {
            while (offenders.next()) {
                findings.add(new CatalogueFinding(rule, offenders.getString(1)));
            }
        }
        return findings;
    }

    /** The tables that hold rows of tenants, the list of tenants included. */
    public List<String> tenantTables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = superuser.createStatement();
                ResultSet found = statement.executeQuery(CatalogueRule.expand("""
                        %TENANT_TABLES% select oid::regclass::text from tenant_table order by 1"""))) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }
}
