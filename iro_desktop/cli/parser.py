"""The commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from iro_desktop import __version__
from iro_desktop.cli import answers, making, reading, safekeeping, showing, writing
from iro_desktop.cli.places import add_agreement
from iro_desktop.cli.restore import restore as restore_command
from iro_desktop.cli.team import team as team_command
from iro_desktop.paths import default_store_folder

Run = Callable[[argparse.Namespace], int]
Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse names this type nowhere else
FORMATS = (
    "ssda903", "annex-a", "cin-census", "ssd", "table", "allocations", "comparators", "standards",
    "handover",
)  # fmt: skip
CHECKED = tuple(one for one in FORMATS if one not in ("standards", "handover"))
EXPORTS = (
    "standards", "diary", "handover", "subject-access", "charts", "summary", "workbook", "csv",
    "summary-pdf", "report", "caseload-list", "child-sheet", "review-pack", "letter",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def parser() -> argparse.ArgumentParser:
    """Return the parser; ``options.run`` is the function of the command that was given."""
    main = argparse.ArgumentParser(
        prog="iro-desktop",
        description="Case monitoring for Independent Reviewing Officers. "
        "Without a command it opens the window.",
    )
    main.add_argument("--version", action="version", version=f"IRO Desktop {__version__}")
    main.add_argument(
        "--store", type=Path, metavar="STORE", help="the store’s folder; otherwise this user’s own"
    )
    main.set_defaults(run=showing.open_window, reads_store=False)
    add = main.add_subparsers(title="commands", metavar="COMMAND")
    _add_making(add)
    _add_reading(add)
    _add_answers(add)
    _add_writing(add)
    _add_safekeeping(add)
    _add_showing(add)
    add_agreement(add.choices)
    return main


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for; a store that is named holds, before the command or after it."""
    main = parser()
    options, rest = main.parse_known_args(arguments)
    # Files may stand after an option: argparse takes the empty list before it for all of them.
    if rest and options.run is answers.quality and not any(one.startswith("-") for one in rest):
        options.paths += map(Path, rest)
    elif rest:
        main.error(f"unrecognised arguments: {' '.join(rest)}")
    if options.store is None and options.reads_store:
        options.store = default_store_folder()
    return options


def _add_making(add: Commands[argparse.ArgumentParser]) -> None:
    demo = _command(add, "demo", making.demo, "a sample caseload of invented children")
    demo.add_argument(
        "--store", type=Path, default=argparse.SUPPRESS, metavar="STORE", help="where to keep it"
    )
    _as_of(demo)
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="another caseload (1)")
    demo.add_argument("--officer", default="Sample IRO", metavar="NAME", help="the IRO’s name")
    demo.add_argument(
        "--scale", type=_scale, default=1.0, metavar="X", help="10 is ten IROs with 680 children"
    )
    demo.add_argument("--headless", action="store_true", help="only make it, open no window")

    create = _command(add, "create", making.create, "a new store for a whole service")
    _store(create)
    create.add_argument("--officer", required=True, metavar="NAME", help="the IRO’s name")
    create.add_argument("--fte", type=_fte, metavar="N", help="full-time equivalent, such as 0.6")
    create.add_argument(
        "--join",
        type=Path,
        metavar="SYNCFILE",
        help="a second computer: make it from the shared copy, with the caseload that it holds",
    )
    _shared_passphrase(create)


def _add_reading(add: Commands[argparse.ArgumentParser]) -> None:
    fetch = _command(
        add, "import", reading.import_files, "read files that councils export, or local standards"
    )
    fetch.add_argument("format", choices=FORMATS, metavar="FORMAT", help=_or(FORMATS))
    fetch.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    _store(fetch)
    fetch.add_argument("--year", type=_year, metavar="Y", help="the year that ends on 31 March Y")
    fetch.add_argument("--dry-run", action="store_true", help="say what would change, no more")
    fetch.add_argument(
        "--mapping",
        metavar="NAME|FILE",
        help="of a table: the mapping of its columns, by its name or as a mapping file; otherwise "
        "the remembered one that knows its columns",
    )
    fetch.add_argument(
        "--sheet", default="", metavar="NAME", help="of a table in a workbook: only this sheet"
    )
    fetch.add_argument(
        "--words-file",
        type=Path,
        metavar="FILE",
        help="of a handover: read its words from a file; otherwise from "
        "IRO_DESKTOP_HANDOVER_WORDS or a prompt",
    )
    fetch.add_argument(
        "--child",
        dest="children",
        action="append",
        default=[],
        metavar="REF",
        help="of a handover: only this child; once for each",
    )
    _json(fetch)


def _add_answers(add: Commands[argparse.ArgumentParser]) -> None:
    due = _command(add, "due", answers.due, "what is due, by when and why")
    _store(due)
    _as_of(due)
    due.add_argument("--days", type=int, metavar="N", help="only what is due within N days")
    _json(due)

    measures = _command(add, "measures", answers.measures, "the figures of this store")
    _store(measures)
    _as_of(measures)
    measures.add_argument("--from", dest="from_on", type=_day, metavar="D")
    measures.add_argument("--to", dest="to_on", type=_day, metavar="D")
    measures.add_argument(
        "--mode", choices=answers.MODES, default="month", help="what each point of a series covers"
    )
    measures.add_argument("--id", dest="ids", action="append", default=[], metavar="ID")
    measures.add_argument("--children", action="store_true", help="name the children by reference")
    _json(measures)

    quality = _command(
        add, "quality", answers.quality, "what looks wrong: in files by rows, in a store by records"
    )
    quality.add_argument(
        "format", nargs="?", choices=CHECKED, metavar="FORMAT", help=f"of files: {_or(CHECKED)}"
    )
    quality.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    _store(quality)
    _as_of(quality)
    quality.add_argument("--year", type=_year, metavar="Y", help="the year that ends on 31 March Y")
    _json(quality)
    quality.set_defaults(refuse=quality.error)

    team = _command(
        add, "team", team_command, "put the summaries of several IROs together", unlocks=False
    )
    team.add_argument(
        "paths", nargs="+", type=Path, metavar="SUMMARY|FOLDER", help="summary files, or folders"
    )
    team.add_argument("--roster", type=Path, metavar="FILE", help="who should be there: CSV, XLSX")
    team.add_argument(
        "--first-roster", type=Path, metavar="FILE", help="write a roster to begin with, and stop"
    )
    _as_of(team)
    team.add_argument("--from", dest="from_on", type=_day, metavar="D")
    team.add_argument("--to", dest="to_on", type=_day, metavar="D")
    team.add_argument(
        "--mode", choices=answers.MODES, default="month", help="what each point of a series covers"
    )
    team.add_argument(
        "--id", dest="ids", action="append", default=[], metavar="ID",
        help="one measure alone, of what is printed and of .json and .csv",
    )  # fmt: skip
    team.add_argument(
        "--out", type=Path, metavar="PATH", help="write a .json, .csv or .xlsx file instead"
    )
    team.add_argument(
        "--report", type=Path, metavar="FILE", help="write the yearly report: .docx or .pdf"
    )
    team.add_argument("--slides", action="store_true", help="of the report: four slides, as a PDF")
    team.add_argument(
        "--share",
        action="store_true",
        help="of .xlsx and the report: for sharing outside the service, small counts hidden",
    )
    _json(team)

    history = _command(add, "history", answers.history, "what was changed, when and by whom")
    _store(history)
    history.add_argument("--child", metavar="REF", help="one child’s reference")
    history.add_argument(
        "--views",
        action="store_true",
        help="instead: who opened, printed, copied, exported or imported something",
    )
    _json(history)


def _add_writing(add: Commands[argparse.ArgumentParser]) -> None:
    export = _command(add, "export", writing.export, "write a file for others")
    export.add_argument("kind", choices=EXPORTS, metavar="KIND", help=_or(EXPORTS))
    _store(export)
    export.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="PATH",
        help="the file to write, of charts the folder",
    )
    export.add_argument("--from", dest="from_on", type=_day, metavar="D", help="its first day")
    export.add_argument("--to", dest="to_on", type=_day, metavar="D", help="its last day")
    export.add_argument(
        "--child",
        dest="children",
        action="append",
        default=[],
        metavar="REF",
        help="a child by reference: of a handover once for each; of subject-access, child-sheet, "
        "review-pack and letter one",
    )
    export.add_argument(
        "--names",
        action="store_true",
        help="of a PDF: names as far as they are on file; otherwise references and initials alone",
    )
    export.add_argument(
        "--classification",
        default="",
        metavar="WORDS",
        help="of a PDF: what stands at the foot of each page (OFFICIAL - SENSITIVE)",
    )
    export.add_argument(
        "--on", type=_day, metavar="D", help="of a handover: the first day of the other IRO"
    )
    export.add_argument("--name", default="", metavar="NAME", help="of a handover: who takes over")
    export.add_argument(
        "--share",
        action="store_true",
        help="of workbook, csv, summary-pdf and report: for sharing outside the service, small "
        "counts hidden",
    )
    export.add_argument("--slides", action="store_true", help="of a report: four slides, as a PDF")


def _add_safekeeping(add: Commands[argparse.ArgumentParser]) -> None:
    check = _command(add, "check", safekeeping.check, "the file, the log, and that they agree")
    _store(check)

    backup = _command(add, "backup", safekeeping.backup, "a verified copy in one sealed file")
    _store(backup)
    backup.add_argument("--out", type=Path, metavar="PATH")

    sync = _command(add, "sync", safekeeping.sync, "send to and receive from the shared copy")
    _store(sync)
    sync.add_argument(
        "--with",
        dest="shared",
        type=Path,
        metavar="PATH",
        help="the shared copy, or its folder: made if it is not there, else joined; "
        "after the first time it is remembered",
    )
    _shared_passphrase(sync)
    _json(sync)

    restore = _command(add, "restore", restore_command, "make a store from a backup")
    which = restore.add_mutually_exclusive_group(required=True)
    which.add_argument("--from", dest="source", type=Path, metavar="PATH", help="the backup")
    which.add_argument(
        "--latest",
        action="store_true",
        help="make a damaged store again from the newest of its own backups that is whole",
    )
    _store(restore)
    restore.add_argument("--dry-run", action="store_true", help="say what would change, no more")
    restore.add_argument(
        "--missing-only",
        action="store_true",
        help="bring back what is missing, and keep all that is there",
    )
    _json(restore)
    restore.add_argument(
        "--recovery-code",
        action="store_true",
        help="open the backup with its recovery code instead of the passphrase",
    )


def _add_showing(add: Commands[argparse.ArgumentParser]) -> None:
    pictures = _command(add, "pictures", showing.pictures, "a PNG of every view")
    _store(pictures)
    pictures.add_argument("--out", type=Path, required=True, metavar="DIR")
    pictures.add_argument("--theme", choices=("light", "dark"), default="light")
    pictures.add_argument("--scale", type=_scale, default=1.0, metavar="X", help="1.5 is 150%%")

    _command(add, "self-test", showing.self_test, "what an installed program proves itself by",
             unlocks=False)  # fmt: skip


def _command(
    add: Commands[argparse.ArgumentParser],
    name: str,
    run: Run,
    words: str,
    *,
    unlocks: bool = True,
) -> argparse.ArgumentParser:
    found = add.add_parser(name, help=words, description=words[:1].upper() + words[1:] + ".")
    found.set_defaults(run=run)
    if unlocks:
        found.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help="read the passphrase from a file; otherwise from IRO_DESKTOP_PASSPHRASE or a "
            "prompt, never from an argument",
        )
    return found


def _shared_passphrase(found: argparse.ArgumentParser) -> None:
    found.add_argument(
        "--shared-passphrase-file",
        type=Path,
        metavar="FILE",
        help="read the passphrase of the shared copy from a file; otherwise from "
        "IRO_DESKTOP_SHARED_PASSPHRASE or a prompt, else it is that of the store",
    )


def _store(found: argparse.ArgumentParser) -> None:
    found.set_defaults(reads_store=True)
    found.add_argument(
        "--store",
        type=Path,
        default=argparse.SUPPRESS,  # or it would hide one that was named before the command
        metavar="STORE",
        help="the store’s folder; otherwise this user’s own",
    )


def _as_of(found: argparse.ArgumentParser) -> None:
    found.add_argument(
        "--as-of", type=_day, metavar="D", help="as on this day, such as 2020-03-31 (today)"
    )


def _json(found: argparse.ArgumentParser) -> None:
    found.add_argument("--json", action="store_true", help="print JSON and nothing else")


def _or(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date: write it as year-month-day, such as 2020-03-31"
        ) from error
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:  # a year or a period back there is none
        raise argparse.ArgumentTypeError(
            f"{text!r} is out of reach: name a day from {_FIRST_YEAR} to {_LAST_YEAR}"
        )
    return found


def _number(text: str, low: float, high: float, what: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not low <= found <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is no {what}: from {low:g} to {high:g}")
    return found


def _scale(text: str) -> float:
    return _number(text, 0.05, 100, "scale")


def _fte(text: str) -> float:
    return _number(text, 0, 2, "FTE")


def _year(text: str) -> int:
    return int(_number(text, 1990, 2100, "year"))
