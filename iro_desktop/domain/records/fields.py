"""What a field of a record says of itself: label, hint, limits; forms, tables and imports read it.

A field's default is always its empty value (``""``, ``None`` or ``()``), so that "empty" means
the same in a record, in a change (``null``) and in a table.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final, Literal, TypeVar, cast

type_name = Literal[
    "text", "note", "code", "codes", "link", "links", "day", "instant", "whole", "number",
    "yes_no", "list", "table",
]  # fmt: skip

cell_type = Literal["key", "text", "day", "whole", "number", "yes_no"]
"""What a column of a table takes; a key tells its row from the others and is nothing to look at."""

Value = str | int | float | bool | date | datetime | tuple[Any, ...] | None
"""What a field of a record may hold."""

Json = Any
"""What ``json`` reads and writes; the projection decides whether it fits a field."""

_ABOUT: Final = "about"
LONGEST_TEXT: Final = 200
LONGEST_NOTE: Final = 100_000


@dataclass(frozen=True, slots=True)
class About:
    """Label, hint and limits of one field.

    ``codes`` names a table of ``domain.codes``; ``links_to`` names a kind of record; ``minimum``
    and ``maximum`` bound numbers (both included); ``longest`` bounds texts, in characters. Of a
    table, ``columns`` are the headings and ``cells`` what each column takes, text where unsaid.
    """

    name: str
    label: str
    type: type_name
    hint: str = ""
    codes: str = ""
    links_to: str = ""
    longest: int = LONGEST_TEXT
    minimum: float | None = None
    maximum: float | None = None
    columns: tuple[str, ...] = ()
    cells: tuple[cell_type, ...] = ()

    @property
    def empty(self) -> Value:
        """The value that stands for "nothing entered"."""
        return _EMPTY[self.type]


_EMPTY: Final[dict[str, Value]] = {
    "text": "", "note": "", "code": "", "link": "", "codes": (), "links": (), "list": (),
    "table": (), "day": None, "instant": None, "whole": None, "number": None, "yes_no": None,
}  # fmt: skip


def _field(label: str, type_: type_name, **limits: Any) -> Any:  # noqa: ANN401 - a Field, typed by its caller
    about = About(name="", label=label, type=type_, **limits)
    return dataclasses.field(default=_EMPTY[type_], metadata={_ABOUT: about})


def text(label: str, hint: str = "", *, longest: int = LONGEST_TEXT) -> str:
    """One line of text."""
    found: str = _field(label, "text", hint=hint, longest=longest)
    return found


def note(label: str, hint: str = "") -> str:
    """Text of any length."""
    found: str = _field(label, "note", hint=hint, longest=LONGEST_NOTE)
    return found


def code(label: str, codes: str, hint: str = "") -> str:
    """One code of a code table; an unknown code is kept and shown as itself."""
    found: str = _field(label, "code", codes=codes, hint=hint)
    return found


def many_codes(label: str, codes: str, hint: str = "") -> tuple[str, ...]:
    """Several codes of one table, compared whole."""
    found: tuple[str, ...] = _field(label, "codes", codes=codes, hint=hint)
    return found


def link(label: str, links_to: str, hint: str = "") -> str:
    """The id of another record; empty for none, dangling links are findings."""
    found: str = _field(label, "link", links_to=links_to, hint=hint)
    return found


def many_links(label: str, links_to: str, hint: str = "") -> tuple[str, ...]:
    """The ids of several other records, compared whole."""
    found: tuple[str, ...] = _field(label, "links", links_to=links_to, hint=hint)
    return found


def day(label: str, hint: str = "") -> date | None:
    """A date without a time."""
    found: date | None = _field(label, "day", hint=hint)
    return found


def instant(label: str, hint: str = "") -> datetime | None:
    """A moment, in UTC."""
    found: datetime | None = _field(label, "instant", hint=hint)
    return found


def whole(label: str, hint: str = "", *, minimum: int = 0, maximum: int = 100_000) -> int | None:
    """A whole number."""
    found: int | None = _field(label, "whole", hint=hint, minimum=minimum, maximum=maximum)
    return found


def number(
    label: str, hint: str = "", *, minimum: float = 0, maximum: float = 1_000_000
) -> float | None:
    """A number with decimals."""
    found: float | None = _field(label, "number", hint=hint, minimum=minimum, maximum=maximum)
    return found


def yes_no(label: str, hint: str = "") -> bool | None:
    """Yes, no, or not answered."""
    found: bool | None = _field(label, "yes_no", hint=hint)
    return found


def lines(label: str, hint: str = "") -> tuple[str, ...]:
    """Several lines of text, compared whole."""
    found: tuple[str, ...] = _field(label, "list", hint=hint)
    return found


def table(
    label: str, columns: tuple[str, ...], hint: str = "", *, cells: tuple[cell_type, ...] = ()
) -> tuple[tuple[str, ...], ...]:
    """Rows of text under named columns, compared whole."""
    found: tuple[tuple[str, ...], ...] = _field(
        label, "table", columns=columns, hint=hint, cells=cells
    )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every stored thing has: an id. ``title`` and ``plural`` are its words on screen."""

    title: ClassVar[str] = "record"
    plural: ClassVar[str] = "records"

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRecord(Record):
    """A record about one child."""

    child_id: str = link("Child", "Child")


AnyRecord = TypeVar("AnyRecord", bound=Record)


_FIELDS: Final[dict[type[Record], dict[str, About]]] = {}


def _abouts(kind: type[Record]) -> dict[str, About]:
    if kind not in _FIELDS:
        _FIELDS[kind] = {
            field.name: dataclasses.replace(field.metadata[_ABOUT], name=field.name)
            for field in dataclasses.fields(kind)
            if field.name != "id"
        }
    return _FIELDS[kind]


def fields_of(kind: type[Record]) -> tuple[About, ...]:
    """Return the fields of a kind but its id, in the order of the definition."""
    return tuple(_abouts(kind).values())


def field_of(kind: type[Record], name: str) -> About | None:
    """Return what one field says of itself, or None if the kind has no such field."""
    return _abouts(kind).get(name)


def to_json(value: Value) -> Json:
    """Return a field's value as a change carries it; the empty value becomes ``None``."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_within(part) for part in value] or None
    return None if value == "" else value


def _within(part: Value) -> Json:
    """Return one entry of a list or table: there the empty text is an entry, not an absence."""
    return [_within(one) for one in part] if isinstance(part, tuple) else part


class WrongTypeError(ValueError):
    """A change carries a value that its field cannot hold; it stays in the log alone."""


_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_GREATEST_WHOLE = 2**53  # beyond it JSON readers disagree


def from_json(about: About, value: Json) -> Value:
    """Return a change's value as its field holds it.

    Raises WrongTypeError where the type does not fit. Limits are not looked at here: they are
    for forms and services, a record never refuses a value of the right type.
    """
    if value is None:
        return about.empty
    try:
        return cast("Value", _READERS[about.type](value))
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise WrongTypeError(about.name) from error


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # a lone surrogate could never be written to a table or a file
    return value


def _day(value: Json) -> date:
    if not _DAY.match(_text(value)):
        raise ValueError
    return date.fromisoformat(value)


def _instant(value: Json) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        raise ValueError
    return found.astimezone(UTC)


def _whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _GREATEST_WHOLE:
        raise TypeError
    return value


def _number(value: Json) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    found = float(value)
    if found - found != 0:  # NaN and infinities
        raise ValueError
    return found


def _yes_no(value: Json) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _list(value: Json) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(part) for part in value)


def _table(value: Json) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_list(row) for row in value)


_READERS: Final = {
    "text": _text, "note": _text, "code": _text, "link": _text, "codes": _list, "links": _list,
    "list": _list, "table": _table, "day": _day, "instant": _instant, "whole": _whole,
    "number": _number, "yes_no": _yes_no,
}  # fmt: skip
