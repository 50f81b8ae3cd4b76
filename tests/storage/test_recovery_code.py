from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.errors import RecoveryCodeMistypedError
from iro_desktop.storage.recovery_code import new_recovery_code, read_recovery_code

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_is_seven_groups_of_four_and_never_the_same_twice() -> None:
    codes = {new_recovery_code() for _ in range(100)}
    assert len(codes) == 100
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4] * 7
        assert set(code) <= {*SYMBOLS, "-"}


def test_every_random_symbol_of_a_code_varies() -> None:
    codes = [new_recovery_code().replace("-", "") for _ in range(200)]
    assert all(len({code[place] for code in codes}) > 20 for place in range(26))


def test_a_code_is_read_as_people_copy_it() -> None:
    code = new_recovery_code()
    symbols = code.replace("-", "")
    misread = code.replace("0", "o").replace("1", "l")
    spaced = "\u00a0\u2013 ".join(symbols.lower()) + "\n"
    for typed in (code, symbols, code.lower(), misread, misread.upper(), spaced):
        assert read_recovery_code(typed) == symbols
    assert read_recovery_code(code.replace("1", "I")) == symbols


def test_every_single_wrong_symbol_is_noticed() -> None:
    symbols = new_recovery_code().replace("-", "")
    for place, wrong in itertools.product(range(28), SYMBOLS):
        if wrong != symbols[place]:
            with pytest.raises(RecoveryCodeMistypedError):
                read_recovery_code(symbols[:place] + wrong + symbols[place + 1 :])


def test_every_swap_of_two_neighbours_is_noticed() -> None:
    symbols = new_recovery_code().replace("-", "")
    for place in range(27):
        one, two = symbols[place], symbols[place + 1]
        if one != two:
            with pytest.raises(RecoveryCodeMistypedError):
                read_recovery_code(symbols[:place] + two + one + symbols[place + 2 :])


@given(st.text(max_size=40))
def test_other_texts_are_no_codes(text: str) -> None:
    with pytest.raises(RecoveryCodeMistypedError, match="7 groups of 4"):
        read_recovery_code(text)


def test_letters_that_are_in_no_code_are_not_left_out() -> None:
    code = new_recovery_code()
    for extra in ("U", "É", "٣", "0"):
        with pytest.raises(RecoveryCodeMistypedError):
            read_recovery_code(code + extra)
