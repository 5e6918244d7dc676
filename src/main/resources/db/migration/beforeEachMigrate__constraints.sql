-- In the transaction of each migration: rows that it writes are held against foreign keys at once, not at its end. Else
-- a table could not be altered behind them, which shows only where there are rows.
set constraints all immediate;
