-- What indicators count. One row per grain, names of the field, nothing divided.

-- Data ends with the last day of the last term in which a LIFT meeting is on record.
create or replace view data_end as
with met as (
    select max(meeting_date) as last_meeting from (
        select meeting_date from lift_activity union all select meeting_date from lift_meetings where held)
)
select coalesce((select max(ends) from term where starts <= last_meeting), last_meeting) as ends from met
where last_meeting is not null;

-- A child is known by UPN; a row without one takes the UPN of the same name and date of birth, where there is one.
create or replace view lift_request_now as
with by_name as (
    select person_hash, min(upn_hash) as upn_hash from lift_activity
    where upn_hash is not null and person_hash is not null group by person_hash
)
select a.*,
       coalesce(a.upn_hash, n.upn_hash, a.person_hash, 'request ' || coalesce(a.request_ref, a.batch || '/' || a.sheet || '/' || a.row_number)) as pupil,
       a.support_started - a.meeting_date as wait_days,
       case when a.support_started is null or a.support_started >= a.meeting_date
            then least(a.support_started, (select ends from data_end)) - a.papers_received end as received_wait_days,
       coalesce(a.support_started <= (select ends from data_end), false) as support_begun,
       (select ends from data_end) - a.meeting_date as days_observed,
       case when a.closed <= (select ends from data_end) then a.closed - a.meeting_date end as days_to_close,
       max(a.term) over (partition by a.year) - a.term as terms_left,
       a.meeting_date as happened_on
from lift_activity a left join by_name n on a.person_hash = n.person_hash and a.upn_hash is null;
-- Worked out once after a load and not for every question: warehouse.counting() fills it.
create or replace table lift_request as from lift_request_now limit 0;

create or replace view lift_meeting as select *, meeting_date as happened_on from lift_meetings;
create or replace view survey_response as select *, submitted as happened_on from satisfaction_survey;
create or replace view training_event as select *, held_on as happened_on from training_log;
create or replace view team_year as select * from staffing_funding;
create or replace view countywide_case as
select *, first_contact - referral_date as contact_days, referral_date as happened_on from countywide_caseload;
create or replace view context_year as select * from context;

-- One respondent to one request: before beside after. Its year is that of the request, else of the "before" date.
create or replace view voice_pair as
with request as (
    select request_ref, any_value(year) as year, any_value(term) as term, any_value(district) as district, any_value(phase) as phase
    from lift_activity where request_ref is not null group by request_ref
), answer as (
    select request_ref, respondent, any_value(district) as district,
           max(answered) filter (where wave = 'before') as before_on, max(answered) filter (where wave = 'after') as after_on,
           max(progress) filter (where wave = 'before') as progress_before, max(progress) filter (where wave = 'after') as progress_after,
           max(confidence) filter (where wave = 'before') as confidence_before, max(confidence) filter (where wave = 'after') as confidence_after
    from voice_survey group by request_ref, respondent
)
select a.* exclude (district), coalesce(a.district, q.district) as district, q.phase,
       coalesce(q.year, academic_year(a.before_on)) as year,
       coalesce(q.term, (select max_by(t.term, t.starts) from term t where t.starts <= a.before_on and t.year = academic_year(a.before_on)), 1) as term,
       a.before_on as happened_on
from answer a left join request q using (request_ref);

-- An allocated case that has closed, in the year of its closing: was its pupil discussed again within three full terms?
-- Nobody can tell where its district's return of the year of closing, or of the year that the terms reach to, is missing.
create or replace view closed_case as
with after_closing as (
    select c.closed, list(t.ends order by t.starts)[3] as followed_to, list(t.year order by t.starts)[3] as followed_in
    from (select distinct closed from lift_activity where closed is not null) c join term t on t.starts > c.closed
    group by c.closed
), allocated as (select * from lift_request where level >= 2 and days_to_close is not null),
     met as (select pupil, list(meeting_date) as meetings from lift_request group by pupil),
     sent as (select district, list(distinct year) as years from store.standing where dataset = 'lift_activity' group by district)
select a.* exclude (year, term, happened_on), academic_year(a.closed) as year, a.closed as happened_on,
       (select max_by(t.term, t.starts) from term t where t.starts <= a.closed and t.year = academic_year(a.closed)) as term,
       f.followed_to <= (select ends from data_end) and (a.district is null
           or coalesce(list_has_all(s.years, [academic_year(a.closed), f.followed_in]), false)) as followed,
       len(list_filter(m.meetings, lambda met_on: met_on > a.closed and met_on <= f.followed_to)) > 0 as discussed_again
from allocated a left join after_closing f using (closed) left join met m using (pupil) left join sent s on s.district = a.district;
