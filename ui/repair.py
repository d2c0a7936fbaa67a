"""Rows set aside and cells warned about, put right on the page, or in the workbook that was sent."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

import streamlit as st

from loaders import Reading
from loaders.faulty import Faulty
from loaders.load import corrections_said
from loaders.marked import mark_faults
from ui import html
from ui.files_read import list_of
from ui.returns import amend, answers_of
from ui.warehouse import warehouse

PAGE = 12
LARGEST = 20_000  # rows: a larger workbook takes longer to mark than a person waits
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"set aside": "Rows set aside", "left out": "Rows left out rightly", "warning": "Rows kept with a warning"}
NOT_FAULTS = ("legacy_code", "column_twice")  # said for the record: there is nothing to type


def repair(files: list, readings: list[Reading]) -> None:
    """The section in which one file of the drop is put right; nothing where there is nothing to correct."""
    sources = {file.file_id: file for file in files}
    faulty = {reading.upload: reading for reading in readings if _open(reading)}
    if not faulty:
        return
    html.heading("Put right what was set aside")
    upload = _file(faulty)
    reading = faulty[upload]
    _corrected_so_far(upload)
    if reading.status != "ready":
        html.write("p", f"With these corrections the file cannot be read. {reading.message}", "stls-note")
        return
    _cells(upload, reading)
    _workbook(sources[upload], reading)


def _open(reading: Reading) -> bool:
    """Whether a file has faults to look at, or corrections that can be taken back."""
    if reading.status == "loaded" or not reading.upload:
        return False
    return bool(answers_of(reading.upload).cells or (reading.checked and reading.checked.faulty))


def _file(faulty: dict[str, Reading]) -> str:
    if len(faulty) == 1:
        return next(iter(faulty))
    uploads = {f"{place}. {reading.file}": upload for place, (upload, reading) in enumerate(faulty.items(), 1)}
    return uploads[st.selectbox("File to correct", list(uploads), key="repair-file")]


def _corrected_so_far(upload: str) -> None:
    cells = answers_of(upload).cells
    if cells:
        html.write("p", f"{corrections_said(len(cells))} here. The file itself is as it was sent.")
        if st.button("Take these corrections back", key="repair-forget"):
            amend(upload, cells={})
            st.rerun()


def _cells(upload: str, reading: Reading) -> None:
    """The cells that can be typed afresh, a page of them in a form."""
    by_kind = {kind: _in_cells(reading, kind) for kind in KINDS}
    held = [kind for kind, faults in by_kind.items() if faults]
    if not held:
        html.write("p", "None of the faults is in one cell: correct them in the workbook.")
        return
    kind = held[0]
    if len(held) > 1:
        # No numbers in the options: a choice whose words change is forgotten.
        kind = st.radio("Correct", held, format_func=KINDS.get, horizontal=True, key=f"repair-kind-{upload}")
    html.write("p", _how(reading, kind, by_kind[kind]), "stls-beneath")
    _form(upload, _page(by_kind[kind], f"{kind}-{upload}"))


def _in_cells(reading: Reading, kind: str) -> list[Faulty]:
    """One fault a cell, of those that are in a cell, in the order of the rows."""
    faults = (f for f in _listed(reading, kind) if f.column is not None and f.code not in NOT_FAULTS)
    found: dict[tuple, Faulty] = {}
    for fault in faults:
        found.setdefault(fault.place, fault)
    return sorted(found.values(), key=lambda fault: fault.place)


def _listed(reading: Reading, kind: str) -> list[Faulty]:
    return [fault for fault in reading.checked.faulty if list_of(fault.kind, fault.code) == kind]


def _how(reading: Reading, kind: str, faults: list[Faulty]) -> str:
    said = (
        "Type what each cell should hold, then check again: the file is read with it, and nothing is stored until you "
        "load. What you type is kept in this session alone, and names, UPNs and dates of birth are never stored."
    )
    listed = {fault.row_number for fault in faults}
    others = {f.row_number for f in _listed(reading, kind) if f.column is None} - listed
    if others and kind != "warning":
        rows = "1 row has its fault" if len(others) == 1 else f"{len(others):,} rows have their fault"
        said += f" {rows} in no single cell: correct it in the workbook."
    if kind == "warning" and any(asked.kind == "value" and asked.answer is None for asked in reading.about.questions):
        said += " What a value means can be said above, once for all its rows."
    return said


def _page(faults: list[Faulty], name: str) -> list[Faulty]:
    if len(faults) <= PAGE:
        return faults
    starts = {f"Page {place}": start for place, start in enumerate(range(0, len(faults), PAGE), 1)}
    chosen = st.selectbox(
        f"{len(faults):,} cells, {PAGE} to a page", list(starts), key=f"repair-page-{name}", width=240
    )
    return faults[starts[chosen] :][:PAGE]


def _form(upload: str, faults: list[Faulty]) -> None:
    """Each fault beside the field in which its cell is typed afresh."""
    corrected = len(answers_of(upload).cells)  # another key after each check, so that a field shows what stands now
    with st.form(f"repair-{upload}", border=False):
        typed = [_field(fault, f"repair-{upload}-{corrected}-{'-'.join(map(str, fault.place))}") for fault in faults]
        if st.form_submit_button("Check again", type="primary"):
            cells = changed(faults, typed)
            if cells:
                amend(upload, cells=answers_of(upload).cells | cells)
                st.rerun()
            html.write("p", "Nothing was typed: every cell is as it was.", "stls-note")


def _field(fault: Faulty, key: str) -> str:
    with st.container(border=True, key=f"box-{key}"):
        left, right = st.columns([3, 2], vertical_alignment="center")
        where = f"Sheet {fault.sheet}, row" if fault.sheet else "Row"
        with left.container(gap="xsmall"):
            html.write("div", f"{where} {fault.row_number:,}, {fault.label}: {fault.message}")
            if fault.beside:
                html.write("p", "; ".join(f"{label}: {text}" for label, text in fault.beside), "stls-beneath")
        label = html.plain(f"{fault.label}, row {fault.row_number}")
        return right.text_input(label, fault.value, key=key, max_chars=500, autocomplete="off")


def changed(faults: list[Faulty], typed: list[str]) -> dict[tuple[str, int, int], str]:
    """The cells whose text is another now; a column read as the same is blanked, so that the two agree."""
    cells = {}
    for fault, text in zip(faults, typed, strict=True):
        if text.strip() != (fault.value or "").strip():
            cells[fault.sheet, fault.row_number, fault.column] = text.strip()
            cells |= {(fault.sheet, fault.row_number, other): "" for other in fault.also}
    return cells


def _workbook(file, reading: Reading) -> None:
    """The download of the file with its faults marked, made when it is asked for and kept nowhere."""
    if reading.rows > LARGEST:
        said = f"A file of more than {LARGEST:,} rows is not marked: the list of rows above names each place."
        html.write("p", said, "stls-beneath")
        return
    held, answers, name, content = warehouse(), answers_of(file.file_id), file.name, file.getvalue()
    stamp = hashlib.sha256(reading.sha256.encode()).hexdigest()[:10]  # of the bytes with all that was answered
    st.download_button(
        "Download the workbook with each fault marked",
        lambda: mark_faults(held, name, content, None, answers).content,
        f"{PurePath(name).stem} to correct {stamp}.xlsx",
        XLSX,
        key="repair-workbook",
        on_click="ignore",
    )
    html.write("p", _kept_said(name), "stls-beneath")


def _kept_said(name: str) -> str:
    said = "Each faulty cell is coloured and has the reason as a comment; a column on the right says what to correct. "
    if name.lower().endswith((".xlsx", ".xlsm")):
        kept = "Formatting and other sheets stay; macros, charts and some pictures are left out."
    else:
        kept = "It is a new Excel workbook with the values of your file."
    return f"{said}{kept} Correct it, save it and drop it here again. It is made for you now and not kept."
