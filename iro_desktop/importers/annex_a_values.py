"""The values of an Annex A: dates, yes or no, and codes in every wording that returns are known by.

A coded value comes as Ofsted's own (``a) Yes``), with the Department for Education's code somewhere
in it (``C2: FCO``), or in a council's own words; ``annex-a-values.csv`` knows these.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Final

from iro_desktop import paths
from iro_desktop.importers.dates import day as usual_day
from iro_desktop.importers.sources import cell

_LIST_MARK: Final = re.compile(r"^\(?[a-z]\)\s*")
_APOSTROPHES: Final = re.compile("['’\u2018`\u00b4]")
_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_NOTHING: Final = "-"

_CODES: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(rf"(?<![A-Z0-9])S?({codes})(?![A-Z0-9])", re.IGNORECASE)
    for name, codes in {
        "ethnicity": "WBRI|WIRI|WOTH|WIRT|WROM|MWBC|MWBA|MWAS|MOTH|AIND|APKN|ABAN|AOTH|BCRB|BAFR|"
        "BOTH|CHNE|OOTH|REFU|NOBT",
        "need": r"N[1-8](?=[A-Z]{0,2}\d?(?![A-Z0-9]))[A-Z]{0,2}\d?",
        "status": "C1|C2|D1|E1|V2|V3|V4|L[1-3]|J[1-3]",
        "end": "E11|E12|E13|E14|E15|E16|E17|E2|E3|E41|E4[5678AB]|E[5-9]",
        "placement": "(?:A[3456]|H5|K[12]|P[123]|R[1235]|S1|T[0-4]|U[1-6]|Z1)(?:A|B|IN|OUT)?",
        "provider": "PR[0-5]",
        "category": "NEG|PHY|SAB|EMO|MUL",
    }.items()
}
"""What a column holds -> its codes as they stand in a value; signs added to them are cut off."""

_LENGTHS: Final = {"need": 2, "placement": 2}
_CATEGORIES: Final = (
    ("neglect", "NEG"),
    ("physical", "PHY"),
    ("sexual", "SAB"),
    ("emotion", "EMO"),
)
_YES: Final = frozenset({"yes", "y", "true", "1", "1 yes"})
_NO: Final = frozenset({"no", "n", "false", "0", "0 no"})
_TIME: Final = re.compile(r"^(\S+)[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_NAMED: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_FIRST_SERIAL: Final = 20_000  # 1954; what stands for an earlier day is more likely a number
_LAST_SERIAL: Final = 73_050  # 2099
_SERIALS_FROM: Final = date(1899, 12, 30)


def plain(text: str) -> str:
    """Return a text as it is compared: small letters and digits alone, without ``a)`` before it."""
    text = _APOSTROPHES.sub("", _LIST_MARK.sub("", cell(text).lower().lstrip()))
    return _NOT_LETTERS.sub(" ", text).strip()


@cache
def _wordings() -> Mapping[tuple[str, str], str]:
    with paths.resource("annex-a-values.csv").open(encoding="utf-8", newline="") as file:
        return {(row["column"], row["words"]): row["code"] for row in csv.DictReader(file)}


@lru_cache(maxsize=20_000)
def code_of(column: str, text: str) -> str | None:
    """Return the code that a value stands for; nothing if it says nothing, None if none is known.

    ``column`` is sex, ethnicity, disability, need, status, permanence, end, placement, provider or
    category.
    """
    if not text:
        return ""
    if column in _CODES and (found := _CODES[column].search(text)):
        return found[1].upper()[: _LENGTHS.get(column)]
    words = plain(text)
    known = _wordings().get((column, words))
    if known is None and column == "category":
        named = [code for word, code in _CATEGORIES if word in words]
        known = named[0] if len(named) == 1 else "MUL" if named else None
    return "" if known == _NOTHING or not words else known


def yes_no(text: str) -> bool | None:
    """Return what ``a) Yes``, ``N`` or ``1 - Yes`` says; None for anything else."""
    words = plain(text)
    return True if words in _YES else False if words in _NO else None


@lru_cache(maxsize=50_000)
def day(text: str) -> date | None:
    """Return the day that a cell names, None for anything else.

    Beside the usual ways these are a time of day after the date, ``16-Mar-2021``, and the number of
    the day, as a spreadsheet shows a date that was given no format.
    """
    if timed := _TIME.fullmatch(text):
        text = timed[1]
    if found := usual_day(text):
        return found
    if named := _NAMED.fullmatch(text):
        month = named[2].lower()
        try:
            return datetime(int(named[3]), _MONTHS.index(month) + 1, int(named[1])).date()  # noqa: DTZ001 - a day, no moment
        except ValueError:
            return None
    if len(text) == 5 and text.isascii() and text.isdigit():  # noqa: PLR2004 - as in 44271
        number = int(text)
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            return _SERIALS_FROM + timedelta(days=number)
    return None


def whole(text: str) -> int | None:
    """Return a number of things, None for anything else."""
    found = re.fullmatch(r"(\d{1,2})(\.0+)?", text)
    return int(found[1]) if found else None
