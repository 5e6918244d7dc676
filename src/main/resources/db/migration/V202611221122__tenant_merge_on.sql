-- tenant.OwnTenantRepository. The kinds of identities that prove two members to be one person; a device proves nothing.
alter table tenant add column merge_on text[] not null default '{}'
  check (merge_on <@ array['phone', 'card', 'wechat_openid', 'wechat_unionid', 'email', 'external']);
grant update (merge_on) on tenant to shuke_app;
