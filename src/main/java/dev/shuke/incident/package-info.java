/**
 * Incidents with personal data, as PIPL article 57 and GDPR article 33 (5) have them recorded: what happened, to which data
 * of whom, who was told when, what was done. {@link dev.shuke.incident.IncidentResource} keeps the record, to which steps
 * are only added; {@link dev.shuke.incident.AffectedResource} the list of members concerned, in ids alone. Nothing deletes
 * any of it as long as the tenant is there. Owns the tables {@code incident}, {@code incident_step} and
 * {@code incident_member}.
 */
package dev.shuke.incident;
