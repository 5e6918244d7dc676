-- Run by psql in a new cluster: Keycloak's own database.
\getenv keycloak KEYCLOAK_DB_PASSWORD
create role keycloak login password :'keycloak';
create database keycloak owner keycloak;
revoke all on database keycloak from public;
