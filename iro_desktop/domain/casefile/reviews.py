"""Every interval between reviews and conferences: when it began, was due and ended."""

from __future__ import annotations

from datetime import date

from iro_desktop.domain.casefile.adoption import adoption_stages
from iro_desktop.domain.casefile.care_reviews import CareReviews
from iro_desktop.domain.casefile.conferences import conference_dues
from iro_desktop.domain.casefile.review_due import ReviewDue
from iro_desktop.domain.casefile.spans import care_spans
from iro_desktop.domain.keeping import kept_with_case
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Review
from iro_desktop.domain.snapshot import CaseFile


@kept_with_case
def review_dues(case: CaseFile, practice: Practice, as_of: date) -> tuple[ReviewDue, ...]:
    """Return every interval of every plan and period of care up to ``as_of``.

    Reviews after ``as_of`` are left out, two on one day are one, and a review belongs to each
    period with start <= review <= end. Kind ``cla`` follows regulation 33 from the first review
    to the last; kind ``adoption`` runs beside it while a child is authorised or placed for
    adoption, and of the two the one is ``counted`` that governed on the day it was held in time or
    else was due. Kind ``short_break`` stands for itself. Conferences are of kind ``cp``.
    """
    dues = list(conference_dues(case, practice, as_of))
    held = _held(case, as_of)
    for span in care_spans(case, as_of):
        within = tuple(pair for pair in held if span.holds(pair[0]))
        stages = () if span.short_breaks else adoption_stages(case, span, as_of)
        dues += CareReviews(case.child.id, span, within, stages, practice, as_of).dues()
    return tuple(dues)


def _held(case: CaseFile, as_of: date) -> list[tuple[date, str]]:
    """Return day and id of each review of a looked after child up to ``as_of``, one a day."""
    days: dict[date, str] = {}
    for review in case.of(Review):
        held_on = review.held_on
        if review.review_type == "cla" and held_on is not None and held_on <= as_of:
            days.setdefault(held_on, review.id)
    return sorted(days.items())
