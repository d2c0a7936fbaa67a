"""Scorecard: are the standards met?"""

from charts.ratings import ratings
from metrics import answers, conflicts, titles
from ui import comparison_sections, html
from ui.fetch import fetch, in_framework
from ui.page import meaning, opening, stop_if_empty, unrated
from ui.show import answer, block, colours, receipt
from ui.tables import matrix, table

SCORE = {
    "title": "Indicator",
    "shown": "Value",
    "range": "95% interval",
    "base": "Base",
    "aim": "Target",
    "least": "Floor",
    "rated": "Rating",
    "towards": "Against the year before",
    "trending": "Over all years",
    "flags": "Second look",
}

choice = opening("Are the standards met?", "scorecard")
results = fetch(choice, in_framework(choice.framework))
stop_if_empty(results)
results = conflicts.flagged(results)
area = choice.district or "Kent"
answer(answers.scorecard(results, area))
block(
    ratings(results, colours(), choice.district),
    results,
    choice,
    title=titles.most_missed(results),
    name="scorecard",
    more=f"KPI framework: {choice.framework_title}; the two are never joined into one line.{unrated(choice)}",
    columns={"area": "District"} | SCORE,
)

html.heading(f"{area}: each indicator")
scored = answers.urgent_first(results[results["area"] == area])
table(scored[list(SCORE)].rename(columns=SCORE), f"{area}, {choice.year}, {choice.framework_title}", ("Value",))
html.write(
    "p",
    "“Against the year before” is the scorecard's direction; “over all years” is Kent's corporate rule over years, a "
    "regression over the whole period, and not the one over terms that Trends shows beside it. "
    "A change is tested beside all other changes of that year.",
    "stls-beneath",
)
comparison_sections.conflicts(results, choice)

html.heading("Each district")
matrix(
    results,
    f"Value and rating by district, {choice.year}, {choice.framework_title}",
    sign="rating",
    chosen=choice.district,
)
meaning()
receipt(results, choice)
