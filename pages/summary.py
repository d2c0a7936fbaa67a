"""Summary: what needs attention?"""

from charts.grid import status_grid
from metrics import answers, findings, titles
from ui import comparison_sections, html
from ui.fetch import fetch
from ui.page import meaning, opening, stop_if_empty
from ui.show import answer, block, colours, finding_links, receipt

HEADLINES = (
    "access_rate_sen",
    "started_within_30_days",
    "received_to_start_days",
    "targets_met",
    "settings_using_lift",
    "satisfaction_overall",
)

choice = opening("What needs attention?", "summary")
results = fetch(choice)
stop_if_empty(results)
answer(answers.attention(results))
meaning()

tested = results[results["status"] != "untested"]
block(
    status_grid(results, colours(), choice.district),
    tested,
    choice,
    title=titles.most_findings(results),
    name="summary",
    whole=results,
    more="Indicators on which no district stands out are left out of the grid and kept in the table.",
    columns={
        "title": "Indicator",
        "area": "District",
        "shown": "Value",
        "range": "95% interval",
        "base": "Base",
        "compared": "Against the rest of Kent",
    },
)

html.heading(f"Furthest from the rest of Kent{f': {choice.district}' if choice.district else ''}")
mine = results[results["area"] == choice.district] if choice.district else results
html.write("p", "Each leads to the comparison of all districts on its indicator.", "stls-beneath")
finding_links(findings.ranked(mine, most=6))

html.heading("Kent at a glance")
html.tiles(answers.headlines(results, HEADLINES))
comparison_sections.conflicts(results, choice)
receipt(results, choice)
