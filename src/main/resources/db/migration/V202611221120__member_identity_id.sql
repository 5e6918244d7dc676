-- member.IdentityRepository. An identity is named by an id wherever its value must not stand: in addresses and logs.
alter table member_identity
  add column id uuid not null default uuidv7(),
  add column issuer text collate "C", -- whose name for the member it is: WeChat's app id, another system's name
  add column verified_at timestamptz; -- null: claimed only
grant update (verified_at), delete on member_identity to shuke_app;
