-- platform.write.ClaimRepository. Of which members an answer speaks that is kept to be given again: it is emptied when one
-- of them is erased. Of those kept before this nobody knows; they are gone within a day.
alter table idempotency_claim add column about uuid[] not null default '{}';

-- exports.DisclosureRepository. For three years a row stays; the database lets nobody who serves calls delete it earlier.
create policy only_old on disclosure as restrictive for delete to shuke_app
  using (disclosed_at < now() - interval '3 years');
grant delete on disclosure to shuke_app;

-- retention.RetentionRepository. How many rows of disclosures a run has deleted, or would have.
alter table retention_run add column disclosures bigint not null default 0;

-- privacyrequest.TaskRepository. What stores have yet to do.
create index privacy_task_open on privacy_task (tenant_id, request_id) where confirmed_at is null;
