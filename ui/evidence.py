"""One outcome with its evidence, as one piece of HTML: pages with many small pieces redraw slowly."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics import answers, definitions
from ui.fetch import Outcome, evidence_for
from ui.filters import Choice
from ui.html import escaped
from ui.tables import matrix_made

PLACEHOLDER = "Placeholder wording, to be replaced by the council's own"


def outcome_shown(outcome: Outcome, results: pd.DataFrame, choice: Choice) -> None:
    """An outcome's wording, what evidence it has and what it lacks, and its indicators by district."""
    parts = [f'<h3 class="stls-h3">{escaped(outcome.name + outcome.statement)}</h3>']
    if outcome.placeholder:
        parts.append(f'<div class="stls-pills"><span>{escaped(PLACEHOLDER)}</span></div>')
    parts.append(f'<p class="stls-beneath">{escaped(answers.evidence(results, outcome.ids, definitions()))}</p>')
    held = evidence_for(results, outcome.ids)
    if len(held):
        caption = f"Evidence for “{outcome.statement}”, {choice.year}"
        parts.append(matrix_made(held, caption, "status", choice.district, kinds=True))
    st.html(f'<section class="stls-outcome">{"".join(parts)}</section>')
