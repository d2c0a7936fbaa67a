-- What has been released: every count of people in it, whether it was shown, and how counts add up.
create schema if not exists store;

create table if not exists store.disclosure_release (
    release varchar primary key,
    who varchar not null,
    released_at timestamp not null,
    threshold integer not null,
    tables varchar not null   -- JSON: table -> rows
);

create table if not exists store.disclosure_cell (
    release varchar not null,
    cell varchar not null,
    label varchar not null,
    count double not null,    -- the true count: as confidential as the returns themselves
    low double not null,      -- while hidden or rounded, what is known of it
    high double not null,
    state varchar not null check (state in ('shown', 'primary', 'secondary', 'rounded', 'unpublished'))
);

create table if not exists store.disclosure_relation (
    release varchar not null,
    least double,             -- null: the sum is what it is in truth
    signs varchar not null    -- JSON: [[cell, sign], ...]
);
