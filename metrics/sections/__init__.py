"""Sections: a part of a page as data. One sentence first, then what is drawn, the table behind it, and the caveat.

Each maker takes what the metrics code gives and hands back a `Section`; it draws nothing and reads no page.
"""

from metrics.sections.section import Section, clear_names, refused, sources

__all__ = ["Section", "clear_names", "refused", "sources"]
