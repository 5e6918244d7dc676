-- platform.session.SessionKeyRepository. Keys that sign receipts of consents are never deleted: a receipt is verified for
-- as long as somebody keeps it.
alter table session_key add column purpose text not null default 'session' check (purpose in ('session', 'receipt'));
