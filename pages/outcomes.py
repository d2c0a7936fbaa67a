"""Outcomes: what evidence is there for each outcome?"""

from charts.grid import status_grid
from metrics import answers, definitions, titles
from ui import html
from ui.evidence import outcome_shown
from ui.fetch import fetch, statements, workstream_b
from ui.page import meaning, opening, stop_if_empty
from ui.show import answer, block, colours, receipt

choice = opening("What evidence is there for each outcome?", "outcomes")
ids = tuple(name for name, it in definitions().items() if it.outcomes or it.workstream_b)
results = fetch(choice, ids)
framework = statements()
stop_if_empty(results)
answer(f"{answers.outcomes(results, [(s.statement, s.ids) for s in framework])} {answers.attention(results)}")
meaning()
block(
    status_grid(results, colours(), choice.district),
    results[results["status"] != "untested"],
    choice,
    title=titles.most_findings(results),
    name="outcomes",
    whole=results,
    columns={
        "title": "Indicator",
        "area": "District",
        "shown": "Value",
        "range": "95% interval",
        "base": "Base",
        "compared": "Against the rest of Kent",
    },
)
for title, group in (("The outcomes framework", framework), ("The outcomes of Workstream B", workstream_b())):
    html.heading(title)
    for outcome in group:
        outcome_shown(outcome, results, choice)
receipt(results, choice)
