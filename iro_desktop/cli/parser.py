"""The commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from iro_desktop import __version__
from iro_desktop.cli import answers, making, reading, safekeeping, showing, writing
from iro_desktop.cli.options import (
    Commands,
    any_of,
    as_json,
    as_of,
    command,
    day,
    fte,
    scale,
    shared_passphrase,
    store,
    year,
)
from iro_desktop.cli.places import add_agreement
from iro_desktop.cli.restore import restore as restore_command
from iro_desktop.cli.team import team as team_command
from iro_desktop.paths import default_store_folder

FORMATS = (
    "ssda903", "annex-a", "cin-census", "ssd", "table", "allocations", "comparators", "standards",
    "handover",
)  # fmt: skip
CHECKED = tuple(one for one in FORMATS if one not in ("standards", "handover"))
EXPORTS = (
    "standards", "diary", "handover", "subject-access", "charts", "summary", "workbook", "csv",
    "summary-pdf", "report", "caseload-list", "child-sheet", "review-pack", "letter",
)  # fmt: skip


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
    demo = command(add, "demo", making.demo, "a sample caseload of invented children")
    demo.add_argument(
        "--store", type=Path, default=argparse.SUPPRESS, metavar="STORE", help="where to keep it"
    )
    as_of(demo)
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="another caseload (1)")
    demo.add_argument("--officer", default="Sample IRO", metavar="NAME", help="the IRO’s name")
    demo.add_argument(
        "--scale", type=scale, default=1.0, metavar="X", help="10 is ten IROs with 680 children"
    )
    demo.add_argument("--headless", action="store_true", help="only make it, open no window")

    create = command(add, "create", making.create, "a new store for a whole service")
    store(create)
    create.add_argument("--officer", required=True, metavar="NAME", help="the IRO’s name")
    create.add_argument("--fte", type=fte, metavar="N", help="full-time equivalent, such as 0.6")
    create.add_argument(
        "--join",
        type=Path,
        metavar="SYNCFILE",
        help="a second computer: make it from the shared copy, with the caseload that it holds",
    )
    shared_passphrase(create)


def _add_reading(add: Commands[argparse.ArgumentParser]) -> None:
    fetch = command(
        add, "import", reading.import_files, "read files that councils export, or local standards"
    )
    fetch.add_argument("format", choices=FORMATS, metavar="FORMAT", help=any_of(FORMATS))
    fetch.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    store(fetch)
    fetch.add_argument("--year", type=year, metavar="Y", help="the year that ends on 31 March Y")
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
    as_json(fetch)


def _add_answers(add: Commands[argparse.ArgumentParser]) -> None:
    due = command(add, "due", answers.due, "what is due, by when and why")
    store(due)
    as_of(due)
    due.add_argument("--days", type=int, metavar="N", help="only what is due within N days")
    as_json(due)

    measures = command(add, "measures", answers.measures, "the figures of this store")
    store(measures)
    as_of(measures)
    measures.add_argument("--from", dest="from_on", type=day, metavar="D")
    measures.add_argument("--to", dest="to_on", type=day, metavar="D")
    measures.add_argument(
        "--mode", choices=answers.MODES, default="month", help="what each point of a series covers"
    )
    measures.add_argument("--id", dest="ids", action="append", default=[], metavar="ID")
    measures.add_argument("--children", action="store_true", help="name the children by reference")
    as_json(measures)

    quality = command(
        add, "quality", answers.quality, "what looks wrong: in files by rows, in a store by records"
    )
    quality.add_argument(
        "format", nargs="?", choices=CHECKED, metavar="FORMAT", help=f"of files: {any_of(CHECKED)}"
    )
    quality.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    store(quality)
    as_of(quality)
    quality.add_argument("--year", type=year, metavar="Y", help="the year that ends on 31 March Y")
    as_json(quality)
    quality.set_defaults(refuse=quality.error)

    team = command(
        add, "team", team_command, "put the summaries of several IROs together", unlocks=False
    )
    team.add_argument(
        "paths", nargs="+", type=Path, metavar="SUMMARY|FOLDER", help="summary files, or folders"
    )
    team.add_argument("--roster", type=Path, metavar="FILE", help="who should be there: CSV, XLSX")
    team.add_argument(
        "--first-roster", type=Path, metavar="FILE", help="write a roster to begin with, and stop"
    )
    as_of(team)
    team.add_argument("--from", dest="from_on", type=day, metavar="D")
    team.add_argument("--to", dest="to_on", type=day, metavar="D")
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
    as_json(team)

    history = command(add, "history", answers.history, "what was changed, when and by whom")
    store(history)
    history.add_argument("--child", metavar="REF", help="one child’s reference")
    history.add_argument(
        "--views",
        action="store_true",
        help="instead: who opened, printed, copied, exported or imported something",
    )
    as_json(history)


def _add_writing(add: Commands[argparse.ArgumentParser]) -> None:
    export = command(add, "export", writing.export, "write a file for others")
    export.add_argument("kind", choices=EXPORTS, metavar="KIND", help=any_of(EXPORTS))
    store(export)
    export.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="PATH",
        help="the file to write, of charts the folder",
    )
    export.add_argument("--from", dest="from_on", type=day, metavar="D", help="its first day")
    export.add_argument("--to", dest="to_on", type=day, metavar="D", help="its last day")
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
        "--on", type=day, metavar="D", help="of a handover: the first day of the other IRO"
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
    check = command(add, "check", safekeeping.check, "the file, the log, and that they agree")
    store(check)

    backup = command(add, "backup", safekeeping.backup, "a verified copy in one sealed file")
    store(backup)
    backup.add_argument("--out", type=Path, metavar="PATH")

    sync = command(add, "sync", safekeeping.sync, "send to and receive from the shared copy")
    store(sync)
    sync.add_argument(
        "--with",
        dest="shared",
        type=Path,
        metavar="PATH",
        help="the shared copy, or its folder: made if it is not there, else joined; "
        "after the first time it is remembered",
    )
    shared_passphrase(sync)
    as_json(sync)

    restore = command(add, "restore", restore_command, "make a store from a backup")
    which = restore.add_mutually_exclusive_group(required=True)
    which.add_argument("--from", dest="source", type=Path, metavar="PATH", help="the backup")
    which.add_argument(
        "--latest",
        action="store_true",
        help="make a damaged store again from the newest of its own backups that is whole",
    )
    store(restore)
    restore.add_argument("--dry-run", action="store_true", help="say what would change, no more")
    restore.add_argument(
        "--missing-only",
        action="store_true",
        help="bring back what is missing, and keep all that is there",
    )
    as_json(restore)
    restore.add_argument(
        "--recovery-code",
        action="store_true",
        help="open the backup with its recovery code instead of the passphrase",
    )


def _add_showing(add: Commands[argparse.ArgumentParser]) -> None:
    pictures = command(add, "pictures", showing.pictures, "a PNG of every view")
    store(pictures)
    pictures.add_argument("--out", type=Path, required=True, metavar="DIR")
    pictures.add_argument("--theme", choices=("light", "dark"), default="light")
    pictures.add_argument("--scale", type=scale, default=1.0, metavar="X", help="1.5 is 150%%")

    command(add, "self-test", showing.self_test, "what an installed program proves itself by",
             unlocks=False)  # fmt: skip
