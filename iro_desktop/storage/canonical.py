"""JSON in its one canonical form, so that it can be signed, and read back with every type checked.

What is read here may come from anywhere: whatever is not exactly as it should be is a ValueError,
which the caller turns into its own sentence.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Set as AbstractSet


def dump(value: object) -> bytes:
    """Return ``value`` as JSON with its keys in order, no spaces, in UTF-8."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def load(data: bytes) -> object:
    """Return the value of canonical JSON; ValueError for anything else, such as a key twice."""
    try:
        value: object = json.loads(data.decode())
        canonical = dump(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if canonical != data:
        raise ValueError("not in canonical form")
    return value


def octets(data: bytes) -> str:
    """Return ``data`` as a JSON string can hold it: base64."""
    return b64encode(data).decode()


class Fields:
    """A JSON object with exactly these names, whose values are asked for by their type."""

    def __init__(self, value: object, names: AbstractSet[str]) -> None:
        if not isinstance(value, dict) or value.keys() != names:
            raise ValueError("not an object with these fields")
        self._values: dict[str, object] = value

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def text(self, name: str, pattern: re.Pattern[str]) -> str:
        """Return a string that ``pattern`` matches whole."""
        value = self._values[name]
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError(f"{name} is not such a text")
        return value

    def number(self, name: str, least: int, most: int) -> int:
        """Return a whole number from ``least`` to ``most``; true and 1.0 are none."""
        value = self._values[name]
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"{name} is not such a number")
        return value

    def octets(self, name: str, length: int) -> bytes:
        """Return the ``length`` bytes that a base64 string holds."""
        value = self._values[name]
        if not isinstance(value, str):
            raise ValueError(f"{name} is not text")  # noqa: TRY004 - one kind of error for callers
        data = b64decode(value, validate=True)
        if len(data) != length or octets(data) != value:
            raise ValueError(f"{name} does not hold {length} bytes")
        return data

    def items(self, name: str, most: int) -> list[object]:
        """Return a list of at most ``most`` values."""
        value = self._values[name]
        if not isinstance(value, list) or len(value) > most:
            raise ValueError(f"{name} is not a list of at most {most}")
        return value
