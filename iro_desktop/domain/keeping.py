"""What is worked out of a case file, kept with the case file for who asks the same again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

from iro_desktop.domain.snapshot import CaseFile

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")


def kept_with_case(
    work: Callable[[CaseFile, *Asked], Answer],
) -> Callable[[CaseFile, *Asked], Answer]:
    """Return a function of a case file that keeps its latest answer with that case file.

    ``work`` must depend on nothing but what it is given, and answer with what nobody changes. A
    case file never changes either: an edit makes another one, which knows nothing yet. So what is
    kept holds for as long as the same is asked, the day and the practice included, and goes with
    the case file.
    """

    @wraps(work)
    def answer(case: CaseFile, *asked: *Asked) -> Answer:
        known = case.kept.get(work)
        if known is not None and known[0] == asked:
            found: Answer = known[1]
            return found
        made = work(case, *asked)
        case.kept[work] = (asked, made)  # one step, so that threads never see half of it
        return made

    return answer
