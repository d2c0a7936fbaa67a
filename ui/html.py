"""Small pieces of HTML and Markdown in which text from data is always plain text."""

from __future__ import annotations

import html
import re
from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("style.css")
MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$@&])")

NAMED = re.compile(r"[\\`*_{}\[\]<>#~|$@&=^]|:(?=\S)|--+|https?|www\.")


def plain(text: object) -> str:
    """Text for a Streamlit command that reads Markdown, so that it shows letter by letter."""
    return MARKS.sub(r"\\\1", str(text)).replace("\n", " ")


def unmarked(text: object) -> str:
    """Text for the name of a widget: what Markdown would read as a mark becomes a blank, for a name is read aloud as
    it stands, with the backslashes that `plain` needs.
    """
    return " ".join(NAMED.sub(" ", str(text)).split())


def escaped(text: object) -> str:
    """Text for HTML, so that it shows letter by letter."""
    return html.escape(str(text), quote=True)


def write(tag: str, text: object, kind: str = "") -> None:
    """One element with plain text; `kind` names its style."""
    named = f' class="{kind}"' if kind else ""
    st.html(f"<{tag}{named}>{escaped(text)}</{tag}>")


def sideways(text: str) -> None:
    """What stands at the head of a part that scrolls sideways: it takes the focus, so that arrow keys scroll there."""
    st.html(f'<p class="stls-sideways" tabindex="0">{escaped(text)}</p>')


def style() -> None:
    """The house style; sent once with each page."""
    st.html(STYLE)


def heading(text: str, level: int = 2) -> None:
    """A heading below the page's title, in order: level 2, then 3."""
    st.html(f'<h{level} class="stls-h{level}">{escaped(text)}</h{level}>')


def pills(texts: list[tuple[str, str]]) -> None:
    """Labels in a row: (text, kind)."""
    st.html(
        '<div class="stls-pills">'
        + "".join(f'<span class="{kind}">{escaped(text)}</span>' for text, kind in texts)
        + "</div>"
    )


def bullets(texts: list[str]) -> None:
    """A list of sentences."""
    st.html('<ul class="stls-list">' + "".join(f"<li>{escaped(text)}</li>" for text in texts) + "</ul>")


def links(texts: list[tuple[str, str, dict[str, str]]], key: str = "findings") -> None:
    """Sentences that lead to a page: (sentence, page, what its address holds)."""
    with st.container(gap="xxsmall", key=key):
        for text, page, address in texts:
            st.page_link(f"pages/{page}.py", label=plain(text), query_params=address)


def tiles(cards: list[tuple[str, str, str]]) -> None:
    """Headline figures: (label, value, what stands beneath)."""
    made = "".join(
        f'<div class="stls-tile"><dt>{escaped(label)}</dt>'
        f"<dd><strong>{escaped(value)}</strong><span>{escaped(beneath)}</span></dd></div>"
        for label, value, beneath in cards
    )
    st.html(f'<dl class="stls-tiles">{made}</dl>')
