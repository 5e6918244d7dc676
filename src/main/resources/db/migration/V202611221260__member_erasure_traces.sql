-- member.ErasureRepository. Merges and suspicions of somebody who is erased go with him.
grant delete on member_merge, member_duplicate to shuke_app;
