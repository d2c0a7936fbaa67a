"""python -m metrics: the indicators and their results, for schedules, tests and people who like a command line."""

from __future__ import annotations

import argparse
import getpass
import json
import math
import re
import sys

from metrics import AudienceRefused, UnknownIndicator, definitions, publish, releases, results
from warehouse import WarehouseBusy, open_warehouse

AUDIENCE = "board"


def main(words: list[str] | None = None) -> int:
    """Run one command; 0 all well, 1 something was refused, 2 the call's words are off."""
    args = _parser().parse_args(words)
    if args.command == "list":
        for it in definitions().values():
            print(f"{it.id:28} {it.title} ({it.unit}; {', '.join(it.frameworks)})")
        return 0
    try:
        with open_warehouse(args.db) as warehouse:
            if args.command in ("publish", "releases"):
                return _ledger(warehouse, args)
            frame = results(
                warehouse, args.ids or None, years=args.year, terms=args.term,
                by=tuple(filter(None, args.by.split(","))), audience=args.audience, framework=args.framework,
            )  # fmt: skip
    except (AudienceRefused, UnknownIndicator, WarehouseBusy) as fault:
        print(fault, file=sys.stderr)
        return 2 if isinstance(fault, UnknownIndicator) else 1
    if len(frame) or args.format != "table":
        _print(frame, args.format)
    if not len(frame) and not args.year:
        print("No return has been loaded, so there is nothing to show.", file=sys.stderr)
        return 1
    if absent := [year for year in args.year or () if year not in set(frame["year"])]:
        print(f"No return that is loaded covers {' or '.join(absent)}.", file=sys.stderr)
    return int(bool(absent))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m metrics", description="Indicators and their results.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the indicators, a line each")
    out = commands.add_parser("publish", help="enter what the board sees today into the ledger of releases")
    out.add_argument("name", metavar="NAME", help="what the release is called, as 'Board pack, July 2021'")
    out.add_argument("--db", help="the warehouse file (default: STLS_DB, else data/warehouse/stls.duckdb)")
    past = commands.add_parser("releases", help="the releases on record, a line each")
    past.add_argument("--db", help="the warehouse file (default: STLS_DB, else data/warehouse/stls.duckdb)")
    asked = commands.add_parser("results", help="figures by year and district")
    asked.add_argument("ids", nargs="*", metavar="ID", help="indicators; none means all")
    asked.add_argument("--year", action="append", type=_year, help="an academic year, as 2018/19; may be given again")
    asked.add_argument("--term", action="append", type=int, choices=range(1, 7), help="a term; may be given again")
    asked.add_argument("--by", default="district", type=_by, help="district or area, and dimensions: district,phase")
    asked.add_argument("--framework", choices=["sla-2012", "varied-2021", "context"])
    asked.add_argument("--audience", choices=["board", "internal"], default=AUDIENCE)
    asked.add_argument("--format", choices=["table", "csv", "json"], default="table")
    asked.add_argument("--db", help="the warehouse file (default: STLS_DB, else data/warehouse/stls.duckdb)")
    return parser


def _ledger(warehouse, args: argparse.Namespace) -> int:
    if args.command == "publish":
        hidden = publish(warehouse, args.name, getpass.getuser())
        print(f"Recorded as {args.name}; {hidden:,} counts are hidden. Later releases are checked against it.")
        return 0
    for name, who, when, cells in releases(warehouse):
        print(f"{when:%Y-%m-%d %H:%M} {who:12} {name} ({cells:,} counts)")
    return 0


def _by(text: str) -> str:
    from metrics.count import DIMENSIONS

    names = list(dict.fromkeys(name.strip() for name in text.split(",")))
    if strange := [name for name in names if name not in (*DIMENSIONS, "district", "area", "kent")]:
        raise argparse.ArgumentTypeError(
            f"no dimension is called {', '.join(strange)}; there are district, area, {', '.join(DIMENSIONS)}"
        )
    if {"district", "area"} <= set(names):
        raise argparse.ArgumentTypeError("figures are by district or by area, not by both")
    return ",".join(name for name in names if name != "kent")


def _year(text: str) -> str:
    """An academic year as it is written: 2018/19, and not 2018-19 or 2018/20."""
    found = re.fullmatch(r"(\d{4})/(\d{2})", text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise argparse.ArgumentTypeError(f"an academic year is written 2018/19, not {text}")
    return text


def _print(frame, how: str) -> None:
    if how == "json":
        print(
            json.dumps(
                [{name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")],
                ensure_ascii=False,
            )
        )
    elif how == "csv":
        print(frame.to_csv(index=False), end="")
    else:
        shown = [
            "indicator",
            "year",
            "area",
            "numerator",
            "denominator",
            "value",
            "lower",
            "upper",
            "comparison",
            "rating",
            "symbol",
        ]
        extra = [name for name in frame.columns[3 : frame.columns.get_loc("numerator")]]
        print(
            frame[shown[:3] + extra + shown[3:]].to_string(
                index=False, na_rep="", float_format=lambda value: f"{value:,.1f}"
            )
        )


def _plain(value: object) -> object:
    """A value as JSON knows it: whole numbers without a point, unknown as null."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return None if math.isnan(value) or math.isinf(value) else int(value) if value.is_integer() else value
    return value


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader of the answer went away, as `head` does
        sys.stdout = None
        sys.exit(0)
