-- metric.MetricRepository. One more habit; until a tenant's job below has run, it is that of members who have done something since.
alter table member_habit add column payment_method text;

insert into jobs.due (tenant_id, id, kind, ref, at) select tenant_id, uuidv7(), 'metric.rebuild', '', now() from tenant;
