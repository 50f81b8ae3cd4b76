"""Options that several commands take, and how their words are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

Run = Callable[[argparse.Namespace], int]
Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse names this type nowhere else
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def command(
    add: Commands[argparse.ArgumentParser],
    name: str,
    run: Run,
    words: str,
    *,
    unlocks: bool = True,
) -> argparse.ArgumentParser:
    """Add a command, described by `words`; one that `unlocks` a store may read its passphrase."""
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


def shared_passphrase(found: argparse.ArgumentParser) -> None:
    """Take the file of the passphrase of the shared copy."""
    found.add_argument(
        "--shared-passphrase-file",
        type=Path,
        metavar="FILE",
        help="read the passphrase of the shared copy from a file; otherwise from "
        "IRO_DESKTOP_SHARED_PASSPHRASE or a prompt, else it is that of the store",
    )


def store(found: argparse.ArgumentParser) -> None:
    """Take the folder of a store; without it the command reads this user’s own."""
    found.set_defaults(reads_store=True)
    found.add_argument(
        "--store",
        type=Path,
        default=argparse.SUPPRESS,  # or it would hide one that was named before the command
        metavar="STORE",
        help="the store’s folder; otherwise this user’s own",
    )


def as_of(found: argparse.ArgumentParser) -> None:
    """Take the day as of which something is answered."""
    found.add_argument(
        "--as-of", type=day, metavar="D", help="as on this day, such as 2020-03-31 (today)"
    )


def as_json(found: argparse.ArgumentParser) -> None:
    """Take the choice of JSON."""
    found.add_argument("--json", action="store_true", help="print JSON and nothing else")


def any_of(words: Sequence[str]) -> str:
    """Return words as a choice: "ssda903, annex-a or ssd"."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def day(text: str) -> date:
    """Read a day; raises ArgumentTypeError with how it is written, as all of these do."""
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


def scale(text: str) -> float:
    """Read how large something is to be, 1 being as it is."""
    return _number(text, 0.05, 100, "scale")


def fte(text: str) -> float:
    """Read a full-time equivalent."""
    return _number(text, 0, 2, "FTE")


def year(text: str) -> int:
    """Read the year in which a financial year ends."""
    return int(_number(text, 1990, 2100, "year"))
