-- The warehouse. Schema "store" keeps every row of every batch; the tables of the same name in "main"
-- hold what stands today (warehouse/standing.py fills them), and are what indicators count. LIFT activity alone, by far
-- the largest, is a view: what indicators count of it is worked out into lift_request once after a load anyway.
create schema if not exists store;
create sequence if not exists store.batch_number;
create sequence if not exists store.version_number;

create table if not exists store.setting_value (name varchar primary key, value varchar not null);

-- One file sent in: what it was, who sent it, and what became of its lines.
create table if not exists store.batch (
    batch integer primary key,
    file varchar not null,
    sha256 varchar not null,
    dataset varchar not null,
    origin varchar not null check (origin in ('upload', 'sample')),
    who varchar not null,
    loaded_at timestamp not null,
    row_count integer not null,
    accepted integer not null,
    set_aside varchar not null,   -- JSON: reason code -> rows
    not_data integer not null,
    warnings varchar not null,    -- JSON: code -> rows
    unmatched varchar not null,   -- JSON: columns and values that were not recognised
    undone_at timestamp,
    undone_by varchar
);
alter table store.batch add column if not exists line_count integer;  -- lines of the data sheets: row_count + not_data
alter table store.batch add column if not exists corrected integer;   -- cells that a person put right on the page

-- Rows set aside and warnings, each with its place; never a personal detail.
create table if not exists store.fault (
    batch integer not null, kind varchar not null, code varchar not null, sheet varchar,
    row_number integer, column_name varchar, value varchar, message varchar
);

-- What people confirmed of a layout (a return with certain labels in its header): what its columns and values mean.
-- subject: the label, the value, or a column of dates; never a personal detail. file: the one it was confirmed on.
create table if not exists store.mapping (
    layout varchar not null, dataset varchar not null,
    kind varchar not null check (kind in ('dataset', 'column', 'value', 'month_first')),
    list varchar not null, subject varchar not null, meaning varchar not null,
    file varchar not null, who varchar not null, confirmed_at timestamp not null,
    primary key (layout, kind, list, subject)
);

-- What a batch covers. The newest batch not taken back that covers a scope stands for it;
-- the synthetic sample stands only while no real return does, so the two are never mixed.
create table if not exists store.claim (
    batch integer not null, dataset varchar not null, scope varchar not null,
    district varchar, year varchar, term integer
);
create or replace view store.standing as
with live as (
    select batch, origin from store.batch where undone_at is null
), real as (
    select batch from live where origin = 'upload'
    union all
    select batch from live where not exists (select 1 from live where origin = 'upload')
)
select dataset, scope, max(batch) as batch, any_value(district) as district,
       any_value(year) as year, any_value(term) as term
from store.claim semi join real using (batch)
group by dataset, scope;

-- Hashes and references are no two alike: to look for a way to compress them takes a fifth of the time of storing.
create table if not exists store.lift_activity (
    batch integer not null, scope varchar not null, sheet varchar, row_number integer,
    request_ref varchar using compression uncompressed, district varchar, year varchar, term integer, papers_received date, meeting_date date,
    setting varchar, setting_name varchar, dfe_number varchar, urn varchar, phase varchar,
    upn_hash varchar using compression uncompressed, person_hash varchar using compression uncompressed,
    age integer, year_group varchar, sex varchar,
    disadvantaged boolean, in_care boolean, eal boolean, sen_status varchar,
    need varchar, area_of_need varchar, outcomes varchar, level integer,
    support_started date, closed date, visits double, delivery varchar, targets_set double, targets_met double
);
create table if not exists store.lift_meetings (
    batch integer not null, scope varchar not null, sheet varchar, row_number integer,
    district varchar, year varchar, term integer, meeting_date date, meeting_type varchar, held boolean,
    delivery varchar, invited double, attended double
);
create table if not exists store.satisfaction_survey (
    batch integer not null, scope varchar not null, sheet varchar, row_number integer,
    response_id varchar, district varchar, year varchar, term integer, submitted date, setting varchar, phase varchar,
    role varchar, overall integer, allocation integer, advice integer, admin integer, timeliness integer,
    comment varchar, comment_reviewed boolean
);
create table if not exists store.voice_survey (
    batch integer not null, scope varchar not null, sheet varchar, row_number integer,
    request_ref varchar, district varchar, respondent varchar, wave varchar, answered date,
    progress integer, confidence integer, comment varchar, comment_reviewed boolean
);
create table if not exists store.training_log (
    batch integer not null, scope varchar not null, sheet varchar, row_number integer,
    district varchar, year varchar, term integer, held_on date, title varchar, training_type varchar, delivery varchar,
    teachers double, teaching_assistants double, others double, attended double, evaluations double, more_confident double
);
create table if not exists store.staffing_funding (
    batch integer not null, scope varchar not null, sheet varchar, row_number integer,
    team varchar, district varchar, year varchar, period_type varchar, budget double, spend double,
    teacher_fte_funded double, teacher_fte_in_post double, support_fte double
);
create table if not exists store.countywide_caseload (
    batch integer not null, scope varchar not null, sheet varchar, row_number integer,
    case_ref varchar, district varchar, year varchar, term integer, service varchar, phase varchar, referral_date date,
    first_contact date, band varchar, planned_visits double, habilitation boolean
);
create table if not exists store.context (
    batch integer not null, scope varchar not null, sheet varchar, row_number integer,
    district varchar, year varchar, phase varchar, settings double, pupils double, sen_support double,
    ehcp_mainstream double, idaci double, ehcp_special double, ehcp_out_of_county double, ehc_requests double,
    sen_support_by_need varchar   -- JSON: need -> pupils at SEN Support
);

create or replace view main.lift_activity as
select r.* from store.lift_activity r
semi join (select scope, batch from store.standing where dataset = 'lift_activity') s using (scope, batch);
create table if not exists main.lift_meetings as from store.lift_meetings limit 0;
create table if not exists main.satisfaction_survey as from store.satisfaction_survey limit 0;
create table if not exists main.voice_survey as from store.voice_survey limit 0;
create table if not exists main.training_log as from store.training_log limit 0;
create table if not exists main.staffing_funding as from store.staffing_funding limit 0;
create table if not exists main.countywide_caseload as from store.countywide_caseload limit 0;
create table if not exists main.context as from store.context limit 0;
