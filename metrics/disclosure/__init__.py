"""Disclosure control: what may not be shown, what else must go with it, and the proof that nothing can be worked out.

A release is cells and linear relations between them (`model`). Small counts of people are hidden (`rules`), further
cells are chosen (`choose`), and every hidden cell is proved to keep its range against an attacker with linear
programming (`attacker`, `witness`, `secure`); what is hidden without need is shown again (`trim`). `protect` does this
for a results frame, `protect_tables` for several frames that are released together, `record` and `earlier_releases`
keep the ledger that the next release is checked against.

What each family of published figures is computed by:

- sdc_crosstab: `known_rule` (a table and what its attacker knows), then `feasible_ranges`, `recoverable`
- sdc_linked: `linked`, then the same two; to protect: `protect_linked`
- sdc_one_way: `suppress_one_way`
- sdc_round: `redact_and_round`, `rounded`, `round_table`
- sdc_primary: `small_counts`, `percentage_hidden`
- sdc_rate_leak: `rate_leak`, `numerators_behind`

References
1. Fischetti M, Salazar JJ. Solving the cell suppression problem on tabular data with linear constraints. Management
   Science 2001; 47: 1008-27 (the attacker's linear programmes).
2. Hundepool A, et al. Statistical disclosure control. Wiley, 2012, chapter 4 (singletons, linked tables).
3. Kelly JP, Golden BL, Assad AA. Cell suppression: disclosure protection for sensitive tabular data. Networks 1992;
   22: 397-417 (protection along the cheapest moves).
"""

from metrics.disclosure.attacker import feasible_ranges, recoverable
from metrics.disclosure.counted import Table
from metrics.disclosure.crosstab import (
    TOTAL,
    count_cell,
    crossed,
    known_rule,
    linked,
    protect_linked,
    protect_table,
    round_table,
    suppress_one_way,
    with_margins,
)
from metrics.disclosure.ledger import Earlier, as_released, earlier_releases, make_ledger, record
from metrics.disclosure.model import Cell, Problem, Relation, counted_once, margin, problem
from metrics.disclosure.rates import numerators_behind, rate_leak
from metrics.disclosure.release import Protected, protect, protect_tables
from metrics.disclosure.revision import with_earlier
from metrics.disclosure.rules import ReleaseRefused, Rules, percentage_hidden, redact_and_round, rounded, small_counts
from metrics.disclosure.secure import Secured, secure

__all__ = [
    "TOTAL", "Cell", "Earlier", "Problem", "Protected", "Relation", "ReleaseRefused", "Rules", "Secured", "Table",
    "as_released", "count_cell", "counted_once", "crossed", "earlier_releases", "feasible_ranges", "known_rule",
    "linked", "make_ledger", "margin", "numerators_behind", "percentage_hidden", "problem", "protect", "protect_linked",
    "protect_table", "protect_tables", "rate_leak", "record", "recoverable", "redact_and_round", "round_table",
    "rounded", "secure", "small_counts", "suppress_one_way", "with_earlier", "with_margins",
]  # fmt: skip
