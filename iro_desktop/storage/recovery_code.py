"""The printed recovery code: 130 random bits and a check, in letters that survive being copied."""

from __future__ import annotations

import secrets

from iro_desktop.domain.errors import RecoveryCodeMistypedError

# Crockford's base 32: no I, L, O or U.
_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {symbol: value for value, symbol in enumerate(_SYMBOLS)} | {"O": 0, "I": 1, "L": 1}
_RANDOM_SYMBOLS, _CHECK_SYMBOLS, _GROUP = 26, 2, 4
# The largest prime below 32 ** 2: the remainder tells every single wrong symbol, and every swap of
# two neighbours.
_CHECK_PRIME = 1021


def new_recovery_code() -> str:
    """Return a fresh code of 7 groups of 4 symbols, such as ``ABCD-EFGH-...``."""
    number = secrets.randbits(5 * _RANDOM_SYMBOLS)
    symbols = _spell(number, _RANDOM_SYMBOLS) + _spell(number % _CHECK_PRIME, _CHECK_SYMBOLS)
    return "-".join(symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP))


def read_recovery_code(text: str) -> str:
    """Return the symbols that ``text`` means, without groups.

    Case, spaces and any dashes do not matter; O is read as 0, I and L as 1. Raises
    RecoveryCodeMistypedError if it is not a whole code.
    """
    symbols = [symbol for symbol in text.upper() if symbol.isascii() and symbol.isalnum()]
    strange = any(letter.isalnum() and not letter.isascii() for letter in text)
    values = [_VALUE.get(symbol, -1) for symbol in symbols]
    if strange or -1 in values or len(values) != _RANDOM_SYMBOLS + _CHECK_SYMBOLS:
        raise RecoveryCodeMistypedError
    number, check = _number(values[:_RANDOM_SYMBOLS]), _number(values[_RANDOM_SYMBOLS:])
    if number % _CHECK_PRIME != check:
        raise RecoveryCodeMistypedError
    return "".join(_SYMBOLS[value] for value in values)


def _spell(number: int, length: int) -> str:
    return "".join(_SYMBOLS[number >> 5 * place & 31] for place in reversed(range(length)))


def _number(values: list[int]) -> int:
    number = 0
    for value in values:
        number = number << 5 | value
    return number
