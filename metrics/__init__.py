"""Metrics: indicators defined as data, counted in SQL, divided, compared and rated in one place.

`results` gives the one frame that pages, slides and files are made of; `definitions` gives the words.
"""

from metrics.board import releases
from metrics.definition import Definition, DefinitionsInvalid, definitions
from metrics.explored_kept import indicators
from metrics.results import AudienceRefused, UnknownIndicator, publish, results

__all__ = [
    "AudienceRefused",
    "Definition",
    "DefinitionsInvalid",
    "UnknownIndicator",
    "definitions",
    "indicators",
    "publish",
    "releases",
    "results",
]
