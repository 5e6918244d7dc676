-- segment.AudienceRepository. Rules about when, how often and for how much members bought, and the condition of their
-- purpose, are answered from this index alone: half as wide as the rows, and only from the least frequent buyer on whom a
-- rule asks for. Each order writes one entry of it, and one of the primary key besides, since the row has to move.
create index member_metric_rfm on member_metric (tenant_id, frequency, monetary)
  include (choosing_mask, consent_ends, last_order_at);
