"""Cells of a table, each read as its field wants it: the value, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Final

from iro_desktop.domain.codes import CODES
from iro_desktop.domain.mappings import DATE_ORDERS, EXAMPLES, MappedField, plain, unlettered
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.typed_hours import parse_hour
from iro_desktop.domain.words import say_number
from iro_desktop.importers.dates import day_of_parts

_SHOWN: Final = 40
_YES: Final = frozenset({"yes", "y", "true", "1", "t"})
_NO: Final = frozenset({"no", "n", "false", "0", "f"})
_LAST_SHORT_YEAR: Final = 49  # 49 is 2049, 50 is 1950
_CENTURY: Final = 100

_CLOCK: Final = r"(?:[T ,]+([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?)Z?)?"
_NUMBERS: Final = re.compile(
    r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})" + _CLOCK, re.ASCII
)
_ISO: Final = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})" + _CLOCK, re.ASCII)
_NAMED: Final = re.compile(
    r"(?:[A-Za-z]{3,9},? )?([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -]"
    r"([0-9]{4}|[0-9]{2})" + _CLOCK,
    re.ASCII,
)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WHOLE: Final = re.compile(r"-?[0-9]{1,15}(?:\.0+)?", re.ASCII)
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?", re.ASCII)
_THOUSANDS: Final = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
_CODE_FIRST: Final = re.compile(r"([a-z0-9]{2,5})(?: *[-:] +| +)\S.*")
_SEVERAL: Final = re.compile(r"[;\n,/]")

_ALSO_KNOWN: Final[Mapping[str, Mapping[str, str]]] = {
    "sex": {"1": "M", "2": "F", "0": "U", "boy": "M", "girl": "F", "unknown": "U"},
    "allocation": {"named": "named", "own": "named", "cover": "covering"},
    "review_type": {
        "cla review": "cla", "lac review": "cla", "looked after review": "cla",
        "looked after child review": "cla", "child looked after": "cla", "lac": "cla",
        "child in care review": "cla", "cic review": "cla", "initial conference": "icpc",
        "initial cp conference": "icpc", "initial cpc": "icpc", "review conference": "rcpc",
        "review cp conference": "rcpc", "review cpc": "rcpc", "transfer-in": "transfer",
        "transfer in": "transfer", "transfer in conference": "transfer",
    },
    "mode": {"face to face": "in_person", "face-to-face": "in_person", "virtual": "video",
             "teams": "video", "telephone": "phone"},
    "attendance_mode": {"face to face": "in_person", "virtual": "video", "telephone": "phone"},
    "method": {"telephone": "phone", "virtual": "video", "email": "message", "text": "message",
               "face to face": "visit"},
    "consulted": {"young person": "child", "foster carer": "carer", "sw": "social_worker",
                  "allocated social worker": "social_worker"},
    "health_type": {"iha": "initial", "initial": "initial", "rha": "review", "review": "review"},
    "rag": {"g": "green", "a": "amber", "r": "red"},
}  # fmt: skip
"""Code table -> other words for its codes that everybody uses."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a cell holds nothing for its field: the end of a sentence after the cell's own words.

    ``is_spelling`` says that a person could tell what it means.
    """

    why: str
    is_spelling: bool = False


def day_in(text: str, order: str) -> date | None:
    """Return the day that a cell names, its parts in this order; None for anything else.

    A year that stands first is read in any order, as is a month in letters; an hour after the day
    is passed over. Days before 1900 or after 2099 are slips of the pen and no dates.
    """
    found = _parts(text, order)
    if found is None:
        return None
    days, months, years = found
    if years < _CENTURY:
        years += 2000 if years <= _LAST_SHORT_YEAR else 1900
    return day_of_parts(years, months, days)


def _parts(text: str, order: str) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NAMED.fullmatch(text):
        name = found[2].casefold()
        month = next((n for n, one in enumerate(_MONTHS, 1) if one.startswith(name)), 0)
        return int(found[1]), month or (9 if name == "sept" else 0), int(found[3])
    if order != "iso" and (found := _NUMBERS.fullmatch(text)):
        first, second = int(found[1]), int(found[2])
        days, months = (first, second) if order != "mdy" else (second, first)
        return days, months, int(found[3])
    return None


def hour_in(text: str) -> time | None:
    """Return the hour that a cell names, alone or after a day."""
    for form in (_ISO, _NAMED, _NUMBERS):
        if found := form.fullmatch(text):
            text = found[found.re.groups] or ""
            break
    short = re.fullmatch(r"([0-9]{1,2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?( ?[AaPp][Mm])?", text)
    return parse_hour(short[1] + (short[2] or "") if short else text) if text else None


@cache
def codes_in_words(table: str) -> dict[str, str]:
    """Return plain words -> code for a code table: its codes, their words, and other words."""
    found = dict(_ALSO_KNOWN.get(table, {}))
    for code, words in CODES.get(table, {}).items():
        found.setdefault(plain(words), code)
    for code in CODES.get(table, {}):
        found[plain(code)] = code
    return found


def code_in(table: str, text: str) -> str:
    """Return the code that a cell names by itself, its words or both; "" for none."""
    words, known = plain(text), codes_in_words(table)
    for one in (words, unlettered(words)):
        if one in known:
            return known[one]
    if (found := _CODE_FIRST.fullmatch(words)) and any(sign.isdigit() for sign in found[1]):
        return known.get(found[1], "")
    return ""


class CellReader:
    """Reads the cells of one column; the same text is read once."""

    def __init__(self, field: MappedField, order: str, spellings: Mapping[str, str]) -> None:
        self.field = field
        self._order = order if order in DATE_ORDERS else "dmy"
        self._spellings = spellings
        self._known: dict[str, Value | Unread] = {}
        kinds: dict[str, Callable[[str], Value | Unread]] = {
            "text": self._text, "note": self._text, "link": self._name, "code": self._code,
            "codes": self._codes, "day": self._day, "whole": self._whole,
            "number": self._number, "yes_no": self._yes_no, "instant": self._hour,
            "list": self._lines,
        }  # fmt: skip
        self._read = kinds[field.about.type]

    @property
    def is_coded(self) -> bool:
        """Whether cells are looked up."""
        return self.field.is_coded

    def __call__(self, text: str) -> Value | Unread:
        """Return what a cell, cleaned already, holds; an empty one the empty value."""
        if text not in self._known:
            self._known[text] = self._look_up(text)
        return self._known[text]

    def _look_up(self, text: str) -> Value | Unread:
        if self.is_coded and (meaning := self._spellings.get(plain(text))) is not None:
            return self._meant(meaning)
        return self._read(text) if text else self.field.about.empty

    def _meant(self, meaning: str) -> Value:
        if self.field.about.type == "yes_no":
            return {"yes": True, "no": False}.get(meaning)
        if self.field.about.type == "codes":
            return (meaning,) if meaning else ()
        return meaning

    def _text(self, text: str) -> Value | Unread:
        if len(text) > self.field.about.longest:
            return Unread(f"is longer than {say_number(self.field.about.longest)} characters")
        return text

    def _name(self, text: str) -> Value | Unread:
        return self._text(" ".join(text.split()))

    def _lines(self, text: str) -> Value | Unread:
        return tuple(dict.fromkeys(part for one in text.split(";") if (part := one.strip())))

    def _code(self, text: str) -> Value | Unread:
        return code_in(self.field.about.codes, text) or Unread(self._no_such(), is_spelling=True)

    def _codes(self, text: str) -> Value | Unread:
        table = self.field.about.codes
        if whole := code_in(table, text):
            return (whole,)
        found: dict[str, None] = {}
        for part in filter(None, map(str.strip, _SEVERAL.split(text))):
            code = self._spellings.get(plain(part), code_in(table, part))
            if not code:
                return Unread(self._no_such(), is_spelling=True)
            found.setdefault(code)
        return tuple(found)

    def _no_such(self) -> str:
        label = self.field.label
        label = label if label[:2].isupper() else label[:1].lower() + label[1:]
        return f"is not known as “{label}”"

    def _day(self, text: str) -> Value | Unread:
        found = day_in(text, self._order)
        if found is None:
            how = DATE_ORDERS[self._order].lower()
            return Unread(f"is no date with the {how}, such as {EXAMPLES[self._order]}")
        return found

    def _hour(self, text: str) -> Value | Unread:
        found = hour_in(text)
        # Only its hour is of use: the day is that of another column.
        return Unread("is no hour such as 10:30") if found is None else _at(found)

    def _whole(self, text: str) -> Value | Unread:
        text = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
        if not _WHOLE.fullmatch(text):
            return Unread("is no whole number")
        return self._within(int(text.partition(".")[0]))

    def _number(self, text: str) -> Value | Unread:
        text = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
        return self._within(float(text)) if _NUMBER.fullmatch(text) else Unread("is no number")

    def _within(self, value: float) -> Value | Unread:
        low, high = self.field.about.minimum, self.field.about.maximum
        if low is not None and high is not None and not low <= value <= high:
            return Unread(f"is not between {low:,.10g} and {high:,.10g}")
        return value

    def _yes_no(self, text: str) -> Value | Unread:
        words = unlettered(plain(text))
        if words in _YES:
            return True
        return False if words in _NO else Unread("is neither yes nor no", is_spelling=True)


def _at(hour: time) -> datetime:
    return datetime.combine(date.min, hour)


def quoted(text: str) -> str:
    """Return a cell as a sentence shows it."""
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"
