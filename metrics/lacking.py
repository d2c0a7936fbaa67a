"""What a headline figure may lack: rows set aside, and rows counted whose values are missing or doubted."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.faults import LIVE

COMMONEST = "commonest_need"
HEADLINES = ("started_within_30_days", "median_wait_days", "targets_met", "access_rate_sen", "settings_using_lift",
             "satisfaction_overall")  # fmt: skip
UNSURE = """level is null and (outcomes is null
    or not list_has_any(string_split(outcomes, ';'), (select list(code) from lift_outcome)))"""
AREA = "case when grouping(district) = 1 then 'Kent' else district end"
TOP = """(select n.code from lift_request r join need n on n.code = r.need where r.year = $year
    group by n.code order by count(*) desc, n.code limit 1)"""
NEEDLESS = f"""(need is null or need not in (select code from need))
    and (area_of_need is null or area_of_need = (select n.area_of_need from need n where n.code = {TOP}))"""
DOUBTED = """exists (select 1 from store.fault f where f.batch = s.batch and f.row_number = s.row_number
    and f.sheet is not distinct from s.sheet and f.code in ('upn_check_letter', 'pupil_not_identified'))"""


@dataclass(frozen=True)
class Gap:
    """One gap in one headline figure.

    kind: what its rows could do: "joins" the base, counted there or not; "adds" to the numerator; "drops" from it.
    words: with {n} rows. count: SQL over source; None for the LIFT rows set aside, which no table holds.
    """

    indicator: str
    kind: str
    words: str
    count: str | None = None
    where: str = "true"
    source: str = "lift_request"


GAPS = (
    Gap("started_within_30_days", "joins", "{n} rows set aside: none, or all, agreed and started within 30 days"),
    Gap("started_within_30_days", "joins", "{n} starts recorded before the meeting: none, or all, within 30 days",
        "count(*)", "level >= 2 and wait_days < 0 and days_observed >= 30"),
    Gap("started_within_30_days", "joins", "{n} requests without a known outcome: none, or all, agreed and in time",
        "count(*)", f"{UNSURE} and days_observed >= 30"),
    Gap("median_wait_days", "joins", "{n} rows set aside: each the shortest, or the longest, wait"),
    Gap("median_wait_days", "joins", "{n} starts recorded before the meeting: each the shortest, or the longest, wait",
        "count(*)", "level >= 2 and wait_days < 0"),
    Gap("targets_met", "joins", "{n} closed cases without targets: as many targets as other cases, none or all met",
        "count(*)", "level >= 2 and closed is not null and (targets_set is null or targets_met is null)"),
    Gap("access_rate_sen", "adds", "{n} rows set aside: each a further pupil with support agreed"),
    Gap("access_rate_sen", "adds", "{n} pupils without an SEN status: all at SEN Support",
        "count(distinct pupil)", "level >= 2 and sen_status is null"),
    Gap("access_rate_sen", "adds", "{n} pupils without a known outcome: support agreed for all",
        "count(distinct pupil)", f"{UNSURE} and sen_status = 'SEN Support'"),
    Gap("access_rate_sen", "drops", "{n} pupils whose UPN fails or is missing: each counted already",
        "count(distinct pupil)", f"level >= 2 and sen_status = 'SEN Support' and {DOUBTED}"),
    Gap("settings_using_lift", "adds", "{n} rows set aside: each from a further setting"),
    Gap("satisfaction_overall", "joins", "{n} answers without this question: none, or all, satisfied",
        "count(*)", "overall is null", "survey_response"),
    Gap(COMMONEST, "adds", "{n} requests without a known need: all of this need", "count(*)", NEEDLESS),
)  # fmt: skip

# The rows set aside of a file of several districts or years could be of any: each is told "up to" so many.
ASIDE = f"""
with aside as (
    select batch, coalesce((set_aside->>'$.meeting_date')::int, 0) + coalesce((set_aside->>'$.setting')::int, 0) as n
    from ({LIVE}) where dataset = 'lift_activity'
), covers as (select distinct batch, district, year from store.claim where dataset = 'lift_activity' and year = $year)
select district, sum(n) from aside join covers using (batch) group by district
union all
select 'Kent', sum(n) from aside semi join covers using (batch)"""
