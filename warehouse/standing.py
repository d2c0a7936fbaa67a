"""What stands: the rows of the newest batch for each scope, copied from "store" into the tables that are counted."""

from __future__ import annotations

VIEWED = "lift_activity"  # so large that a copy would double the time of a load: schema.sql makes it a view
DATASETS = (
    "lift_meetings",
    "satisfaction_survey",
    "voice_survey",
    "training_log",
    "staffing_funding",
    "countywide_caseload",
    "context",
)
EVERY = (VIEWED, *DATASETS)
# Rows of the files: one of the voice survey holds several answers, each of which is a row of its table.
ROWS = "count(distinct (batch, sheet, row_number))"


def refresh(cursor, datasets: tuple[str, ...] = DATASETS) -> None:
    """Fill the standing tables of these datasets again, inside the caller's transaction."""
    for dataset in datasets:
        cursor.execute(f"delete from main.{dataset}")
        cursor.execute(
            f"insert into main.{dataset} select r.* from store.{dataset} r "
            f"semi join (select scope, batch from store.standing where dataset = '{dataset}') s using (scope, batch)"
        )
    _change_version(cursor)


def stand(cursor, dataset: str, number: int) -> None:
    """Fill again only what one batch covers, after it was added or taken back, inside the caller's transaction."""
    if dataset == VIEWED:
        _change_version(cursor)
        return
    covered = f"select scope from store.claim where batch = {int(number)}"
    cursor.execute(f"delete from main.{dataset} where scope in ({covered})")
    cursor.execute(
        f"insert into main.{dataset} select r.* from store.{dataset} r "
        f"semi join (select scope, batch from store.standing where dataset = '{dataset}' and scope in ({covered})) s "
        "using (scope, batch)"
    )
    _change_version(cursor)


def _change_version(cursor) -> None:
    cursor.execute(
        "insert or replace into store.setting_value values ('version', nextval('store.version_number')::varchar)"
    )


def origin_standing(cursor) -> str | None:
    """'upload' while a real return stands, 'sample' while only the sample does, None when nothing does."""
    found = cursor.execute("select max(origin), count(*) from store.batch where undone_at is null").fetchall()[0]
    return found[0] if found[1] else None
