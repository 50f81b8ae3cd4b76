"""Why a case counts as it does, in words, made only when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from iro_desktop.domain.measures.outcome import Outcome
from iro_desktop.domain.measures.reasons import care, caseload, oversight, protection, reviews
from iro_desktop.domain.measures.reasons.phrases import Sayer
from iro_desktop.domain.practice import Practice

_REASONS: Final[Mapping[str, Sayer]] = {
    **reviews.REASONS,
    **caseload.REASONS,
    **oversight.REASONS,
    **protection.REASONS,
    **care.REASONS,
}


def say_reason(outcome: Outcome, practice: Practice) -> str:
    """The reason of one case.

    "late by 12 working days: first review due 16 January 2020, held 3 February"
    """
    why = outcome.why
    said = _REASONS[why.key](why, practice) if why.key in _REASONS else why.key
    return said or why.key
