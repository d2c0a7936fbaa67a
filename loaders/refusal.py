"""A file that can be read but not loaded."""

from __future__ import annotations


class NotLoadable(Exception):
    """The file cannot be loaded; the message says why and what to do, `dataset` what it was taken for."""

    def __init__(self, message: str, dataset: str | None = None):
        super().__init__(message, dataset)
        self.message, self.dataset = message, dataset

    def __str__(self) -> str:
        return self.message
