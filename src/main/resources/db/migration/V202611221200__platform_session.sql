-- platform.session.SessionKeyRepository: the keys that sign members' sessions, of the whole deployment.
--
-- No tenant's, so not made by make_tenant_table; the platform's role alone reaches it, and whoever verifies a token does
-- so before any tenant is bound. A private key is sealed by the deployment's key.
create table session_key (
  id uuid not null primary key, -- the kid of tokens
  sealed bytea not null,
  created_at timestamptz not null
);
alter table session_key owner to shuke_owner;
grant select, insert, delete on session_key to shuke_platform;
