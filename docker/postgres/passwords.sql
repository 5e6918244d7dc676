-- Run by psql once the roles exist: gives each that logs in the password of its variable.
\getenv app SHUKE_DB_APP_PASSWORD
\getenv platform SHUKE_DB_PLATFORM_PASSWORD
\getenv jobs SHUKE_DB_JOBS_PASSWORD
\getenv migrator SHUKE_DB_MIGRATOR_PASSWORD
alter role shuke_app password :'app';
alter role shuke_platform password :'platform';
alter role shuke_jobs password :'jobs';
alter role shuke_migrator password :'migrator';
