-- platform.session.SessionKeyRepository. Which version of the deployment's key a key is sealed by; null: unknown.
alter table session_key add column kek text collate "C";
