-- member.ErasureRepository. An erased member stays as a row without anything in it, for events refer to it; it has no
-- metrics, so no query about members finds it, and its key is destroyed.
alter table member add column erased_at timestamptz;
alter table member add constraint member_erased_check check (erased_at is null or
  length(data_key) = 0 and name is null and email is null and gender is null and birthday is null and city is null
  and attributes = '{}');
grant delete on member_identity, member_metric to shuke_app;
grant update (props) on event to shuke_app; -- to null, when the member is erased
