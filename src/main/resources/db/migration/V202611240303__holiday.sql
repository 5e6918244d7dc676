-- segment.HolidayRepository. Days that a merchant lives by beside the holidays of China: each year, by the common or the
-- Chinese calendar, or on some dates.
create table holiday (
  tenant_id uuid not null references tenant,
  key text collate "C" not null,
  name_zh text,
  name_en text,
  lunar boolean not null,
  month int, -- null: on dates
  day int,
  dates date[], -- the first day of each time, in order; null: each year
  days int not null check (days between 1 and 60), -- it lasts
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, key),
  check (coalesce(name_zh, name_en) is not null),
  check ((dates is null) = (month is not null) and (month is null) = (day is null)),
  check (month between 1 and 12 and day between 1 and 31),
  check (not lunar or dates is null)
);
call make_tenant_table('holiday', 'select, insert, update, delete');
