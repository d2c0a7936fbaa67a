"""Outcomes: what evidence is there for each outcome?"""

from charts.grid import status_grid
from metrics import answers, definitions
from ui import html
from ui.fetch import evidence_for, fetch, statements, workstream_b
from ui.page import meaning, opening, stop_if_empty
from ui.show import answer, block, colours, receipt
from ui.tables import matrix

choice = opening("What evidence is there for each outcome?", "outcomes")
its = definitions()
ids = tuple(name for name, it in its.items() if it.outcomes or it.workstream_b)
results = fetch(choice, ids)
framework = statements()
stop_if_empty(results)
answer(answers.outcomes(results, [(s.statement, s.ids) for s in framework]))
meaning()
block(
    status_grid(results, colours(), choice.district),
    results[results["status"] != "untested"],
    choice,
    title=answers.most_findings(results),
    name="outcomes",
    whole=results,
    wide=True,
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
        html.heading(f"{outcome.name}{outcome.statement}", 3)
        if outcome.placeholder:
            html.pills([("Placeholder wording, to be replaced by the council's own", "synthetic")])
        html.write("p", answers.evidence(results, outcome.ids, its), "stls-beneath")
        held = evidence_for(results, outcome.ids)
        if len(held):
            matrix(
                held,
                f"Evidence for “{outcome.statement}”, {choice.year}",
                sign="status",
                chosen=choice.district,
                kinds=True,
            )
receipt(results, choice)
