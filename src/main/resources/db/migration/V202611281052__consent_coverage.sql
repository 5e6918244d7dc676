-- consent.CoverageRepository. Who has said what of a purpose, page by page; and to whom a version of a notice was shown.
create index consent_state_purpose on consent_state (tenant_id, purpose, member_id);
create index notice_served_version on notice_served (tenant_id, notice_version_id, member_id);
