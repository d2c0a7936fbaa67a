"""The parts of an .xlsx or .xlsm package that calamine does not tell of: where sheets lie, links, the epoch."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

from .grid import Unreadable
from .package import Package

_DAMAGED = "The workbook's list of sheets is damaged: open it in Excel, save it again and send that."


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheet names with the part that holds each; whether dates count from 1904, and values come from elsewhere."""

    parts: dict[str, str]
    epoch_1904: bool
    external: bool
    calculates_on_load: bool
    macros: bool


def describe(package: Package) -> Workbook:
    """Read workbook.xml and its relationships; both the transitional and the strict form."""
    main = main_part(package)
    root = _parse(package, main)
    targets = relationships(package, main)
    parts, epoch, calculates, external = {}, False, False, False
    for element in root.iter():
        tag = _plain(element.tag)
        if tag == "sheet":
            parts[element.get("name", "")] = targets.get(_relation(element), ("", ""))[0]
        elif tag == "workbookPr":
            epoch = element.get("date1904", "0") in ("1", "true")
        elif tag == "calcPr":
            calculates = element.get("fullCalcOnLoad", "0") in ("1", "true")
    external = any("externallink" in (target + kind).lower() for target, kind in targets.values())
    macros = any(n.lower().endswith("vbaproject.bin") or "/macrosheets/" in n.lower() for n in package.names)
    return Workbook(parts, epoch, external, calculates, macros)


def main_part(package: Package) -> str:
    """The part that lists the sheets. Raises Unreadable."""
    for target, kind in relationships(package, "").values():
        if kind.endswith("/officeDocument") and target in package.names:
            return target
    raise Unreadable(_DAMAGED)


def relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Target part and type by id, of one part ('' for the package itself)."""
    folder, name = posixpath.split(part)
    path = package.named(posixpath.join(folder, "_rels", f"{name}.rels"))
    found = {}
    for element in _parse(package, path).iter() if path in package.names else ():
        if _plain(element.tag) == "Relationship":
            aim = element.get("Target", "").replace("\\", "/")
            target = posixpath.normpath(posixpath.join("/", folder, aim)).lstrip("/")
            found[element.get("Id", "")] = (package.named(target), element.get("Type", ""))
    return found


def _parse(package: Package, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(package.read(name))
    except (ElementTree.ParseError, LookupError, ValueError) as fault:
        raise Unreadable(_DAMAGED) from fault


def _relation(element: ElementTree.Element) -> str:
    return next((value for key, value in element.attrib.items() if _plain(key) == "id" and key[0] == "{"), "")


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]
