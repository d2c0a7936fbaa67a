"""python -m loaders: load returns, inspect a file, list the batches, take one back."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.standing import EVERY

if TYPE_CHECKING:
    from loaders.reading.guard import Reader

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".txt", ".tsv")


def main(words: list[str] | None = None) -> int:
    """Run one command; 0 all well, 1 something was refused or set aside, 2 the call's words are off."""
    args = _parser().parse_args(words)
    if args.command == "inspect":
        from loaders.inspect import inspect_main

        return inspect_main(args)
    if args.command == "template":
        return _template(args)
    if args.command == "load":
        return _load(args)
    return _said({"history": _history, "undo": _undo}[args.command], args)


def _said(work: Callable[..., int], *words: object) -> int:
    """Do what needs the warehouse; what stands in the way is said in a sentence."""
    from warehouse import WarehouseBusy
    from warehouse.batches import NoSuchBatch
    from warehouse.keys import KeyMissing

    try:
        return work(*words)
    except (WarehouseBusy, KeyMissing, NoSuchBatch) as fault:
        print(fault, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders", description="Returns into the warehouse.")
    commands = parser.add_subparsers(dest="command", required=True)
    load = commands.add_parser("load", help="load files or folders; each file is its own transaction")
    load.add_argument("paths", nargs="+", metavar="PATH", type=Path)
    load.add_argument("--json", action="store_true", help="the answer as JSON")
    load.add_argument(
        "--sample", action="store_true", help="the files are the synthetic sample, which real returns put away"
    )
    inspect = commands.add_parser("inspect", help="what is in a file and what would happen; writes nothing")
    inspect.add_argument("file", metavar="FILE", type=Path)
    inspect.add_argument("--json", action="store_true", help="the answer as JSON")
    commands.add_parser("history", help="the batches, newest first")
    blank = commands.add_parser("template", help="a blank workbook of a return, with lists and notes")
    blank.add_argument("name", metavar="NAME", choices=EVERY, help=", ".join(EVERY))
    blank.add_argument("--out", metavar="FILE", type=Path, required=True, help="the .xlsx file to write")
    undo = commands.add_parser("undo", help="take a batch back; what it replaced stands again")
    undo.add_argument("batch", type=int)
    for command in (load, *(commands.choices[name] for name in ("history", "undo"))):
        command.add_argument("--db", help="the warehouse file (default: STLS_DB, else data/warehouse/stls.duckdb)")
    return parser


def _template(args: argparse.Namespace) -> int:
    from loaders.templates import template

    try:
        args.out.write_bytes(template(args.name))
    except OSError as fault:
        print(f"{args.out} could not be written ({fault.strerror}): check the folder and its name.", file=sys.stderr)
        return 1
    print(f"{args.out}: a blank {args.name.replace('_', ' ')} return. Fill in its sheet Return.")
    return 0


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def files_in(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """The files named and those in the folders named, in order of name; and the paths that are no file.

    A pipe or a device has no end.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                p for p in path.iterdir() if p.suffix.lower() in ENDINGS and not p.name.startswith(("~$", "."))
            )
        else:
            found.append(path)
    return [path for path in found if path.is_file()], [path for path in found if not path.is_file()]


def _load(args: argparse.Namespace) -> int:
    from loaders.reader import begin, new_reader

    files, absent = files_in(args.paths)
    with new_reader() as reader:
        for path in files[:1]:  # before the database is even imported: both take as long
            begin(reader, path)
        return _said(_load_with, args, reader, files, absent)


def _load_with(args: argparse.Namespace, reader: Reader, files: list[Path], absent: list[Path]) -> int:
    from loaders.load import load_files
    from warehouse import open_warehouse

    reports = [_absent(path) for path in absent]
    with open_warehouse(args.db, for_loads=True) as warehouse:
        origin = "sample" if args.sample else "upload"
        for place, report in enumerate(load_files(warehouse, files, _who(), origin, reader), 1):
            reports.append(report.as_dict())
            _progress(place, len(files), reports[-1])
    if args.json:
        print(json.dumps({"files": reports}, ensure_ascii=False))
    else:
        for report in reports:
            print(_line(report))
    if not reports:
        kinds = ", ".join(ENDINGS)
        print(f"There is no return in {', '.join(map(str, args.paths))}: files end in {kinds}.", file=sys.stderr)
    return int(not reports or any(r["status"] == "refused" or r["set_aside"] for r in reports))


def _absent(path: Path) -> dict:
    report = {
        "file": str(path),
        "dataset": None,
        "status": "refused",
        "rows": 0,
        "accepted": 0,
        "set_aside": {},
        "not_data": 0,
    }
    return report | {"warnings": {}, "batch": None, "message": _no_file(path)}


def _no_file(path: Path) -> str:
    if os.path.lexists(path):
        return f"{path} is no file that can be read: send the workbook or text file itself."
    return f"{path} is not there: check the name and the folder."


def _progress(place: int, of: int, report: dict) -> None:
    if sys.stderr.isatty():
        print(
            f"\r{place} of {of}  {os.path.basename(report['file'])[:60]:60}",
            end="\n" if place == of else "",
            file=sys.stderr,
        )


def _line(report: dict) -> str:
    aside = ", ".join(f"{count} {code}" for code, count in report["set_aside"].items())
    return f"{report['status']:9} {report['file']}: {report['message']}" + (f" Set aside: {aside}." if aside else "")


def _history(args: argparse.Namespace) -> int:
    from warehouse import open_warehouse
    from warehouse.batches import history

    with open_warehouse(args.db) as warehouse:
        for row in history(warehouse):
            when = f"{row['loaded_at']:%Y-%m-%d %H:%M}"
            print(
                f"{row['batch']:5} {when} {row['who']:12} {row['status']:16} "
                f"{row['accepted']:6,} of {row['rows']:6,} {row['file']}"
            )
    return 0


def _undo(args: argparse.Namespace) -> int:
    from warehouse import open_warehouse
    from warehouse.batches import undo

    with open_warehouse(args.db) as warehouse:
        print(f"Batch {args.batch} ({undo(warehouse, args.batch, _who())}) was taken back.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
