"""How a figure stands to its target, as the marks on the screen show it."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.verdicts import Judgement, Verdict
from iro_desktop.ui.theme import Status

_MARKS: Final = {
    Verdict.MET: Status.FINE,
    Verdict.UNSURE: Status.DUE_SOON,
    Verdict.MISSED: Status.OVERDUE,
}


def verdict_mark(judgement: Judgement) -> Status | None:
    """Return the mark whose shape and colour a verdict takes; None where nothing is aimed at.

    The marks of lateness only lend their shapes here: the words say what they mean.
    """
    if not judgement.aim:
        return None
    return _MARKS.get(judgement.verdict, Status.NOT_YET)
