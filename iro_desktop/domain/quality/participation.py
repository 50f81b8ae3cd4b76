"""How the participation code of a review goes with the child's age: SSDA903 rules 167, 440, 441."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.codes import is_known
from iro_desktop.domain.words import plain_date

UNDER_4: Final = "PN0"
_MONTHS: Final = 48


@lru_cache(maxsize=20_000)
def fourth_birthday(born_on: date) -> date:
    """Return the fourth birthday as these rules count it: of 29 February, 29 or 28 February."""
    return add_months(born_on, _MONTHS)


def participation_problem(code: str, held_on: date, born_on: date | None) -> tuple[str, str] | None:
    """Return the rule that a review's participation code breaks and a sentence, or None.

    167: the code is not one of PN0 to PN7. 440 and 441: PN0 means under 4 at the review, the
    others 4 or older; on the fourth birthday both pass.
    """
    if not code:
        return "167", f"The review of {plain_date(held_on)} has no participation code."
    if not is_known("participation", code):
        return "167", f"“{code[:40]}” is none of the participation codes PN0 to PN7."
    if born_on is None:
        return None
    birthday = fourth_birthday(born_on)
    if code == UNDER_4 and held_on > birthday:
        return "440", f"PN0 means under 4; the child was older on {plain_date(held_on)}."
    if code != UNDER_4 and held_on < birthday:
        return "441", f"{code} means 4 or older; the child was under 4 on {plain_date(held_on)}."
    return None
