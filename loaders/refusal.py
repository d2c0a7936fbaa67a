"""A file that can be read but not loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.questions import About


class NotLoadable(Exception):
    """The file cannot be loaded; the message says why and what to do, `dataset` what it was taken for.

    doubts: "year" or "district", where the file says it and it cannot be so.
    about: what a person could say so that it can be loaded after all; None where nothing that they say would help.
    """

    def __init__(self, message: str, dataset: str | None = None, doubts: tuple[str, ...] = ()):
        super().__init__(message, dataset, doubts)
        self.message, self.dataset, self.doubts = message, dataset, doubts
        self.about: About | None = None

    def __str__(self) -> str:
        return self.message
