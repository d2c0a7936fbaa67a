-- Tables that a person explored and kept: what was said of each, and its counts. No other column of the file is stored.
create sequence if not exists store.explored_number;
create table if not exists store.explored (
    number integer primary key, title varchar not null, said varchar not null,   -- said: JSON
    file varchar not null, who varchar not null, saved_at timestamp not null
);
create table if not exists store.explored_cell (
    number integer not null, district varchar not null, year varchar not null,
    numerator double, denominator double, symbol varchar
);
alter table store.explored add column if not exists accounting varchar;        -- JSON: rows read, by what became of them
alter table store.explored_cell add column if not exists low double;           -- the ends of a numerator that is unknown
alter table store.explored_cell add column if not exists high double;
alter table store.explored_cell add column if not exists base_low double;      -- and those of its denominator
alter table store.explored_cell add column if not exists base_high double;
