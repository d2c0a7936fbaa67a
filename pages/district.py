"""District: how does one district stand against Kent?"""

from charts.spine import spine
from metrics import answers, findings, titles
from ui import comparison_sections, equity_sections, html
from ui.fetch import fetch
from ui.page import meaning, opening, stop_if_empty
from ui.show import answer, block, colours, finding_links, receipt

choice = opening("How does one district stand against Kent?", "district")
results = fetch(choice)
stop_if_empty(results)
area = choice.district or answers.most_apart(results)
mine = results[results["area"] == area]
answer(answers.district(results, area))
if not choice.district:
    html.write("p", f"{area} has most findings and is shown; choose another district above.", "stls-note")
meaning()
block(
    spine(results, area, colours()),
    findings.beside_kent(results, area),
    choice,
    title=titles.district_title(results, area),
    name="district",
    whole=results,
    more="Each row runs from lowest to highest district, Kent in the middle; right is better where one side is.",
    columns={
        "title": "Indicator",
        "shown": area,
        "range": "95% interval",
        "base": "Base",
        "kent": "Kent",
        "compared": "Against the rest of Kent",
        "rated": "Rating",
        "towards": "Against the year before",
    },
)
found = findings.ranked(mine, most=10)
html.heading(f"What stands out in {area}")
finding_links(found)
html.heading("Against Kent's average rate")
equity_sections.children_of(choice, area)
comparison_sections.conflicts(results, choice, area)
receipt(mine, choice)
