-- The rows of the table made anew, and those that refer to them, are looked at while others write.
alter table member_metric validate constraint member_metric_tenant_id_member_id_fkey;
alter table consent_state validate constraint consent_state_tenant_id_member_id_fkey;
alter table member_habit validate constraint member_habit_tenant_id_member_id_fkey;
alter table member_replenishment validate constraint member_replenishment_tenant_id_member_id_fkey;
alter table member_rfm validate constraint member_rfm_tenant_id_member_id_fkey;
alter table member_score validate constraint member_score_tenant_id_member_id_fkey;
alter table member_stage validate constraint member_stage_tenant_id_member_id_fkey;
