-- consent.StateRepository, platform.privacy.Purpose. The states of a member as queries read them, on the row that they
-- drive from: of purposes by consent the bits of those given, of purposes by interest the bits of those objected to; and
-- the sign, when any of them ends. The ends are at the index of the bit plus one, null for what does not end: so one that
-- ends takes no other with it, and nothing has to be done when it does.
alter table member_metric drop column consent_until;
alter table member_metric add column consent_ends timestamptz[];

-- After a merge, and when it is undone, both are made anew from the ledger.
alter table member_merge drop column consent_mask, drop column consent_until;
