-- The rows that refer to the table made anew are looked at while others write.
alter table member_habit validate constraint member_habit_tenant_id_member_id_fkey;
alter table member_replenishment validate constraint member_replenishment_tenant_id_member_id_fkey;
alter table member_rfm validate constraint member_rfm_tenant_id_member_id_fkey;
alter table member_score validate constraint member_score_tenant_id_member_id_fkey;
alter table member_stage validate constraint member_stage_tenant_id_member_id_fkey;
