"""Rules on periods of care, legal statuses and placements."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from iro_desktop.domain.casefile import CareSpan
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.quality.finding import OWN, Effect, Finding, Found, Rule, finding
from iro_desktop.domain.records import CarePeriod, LegalStatus, Placement
from iro_desktop.domain.words import plain_date, say_days

_COUNTS_NOT: Final = "The child does not count with this period in"

NO_START: Final = Rule(
    "care_without_start", "Period of care without a start", OWN,
    (Effect(_COUNTS_NOT, ("cla_number", "cla_reviews_in_time", "cla_reviews_in_time_held")),),
)  # fmt: skip
ENDS_BEFORE: Final = Rule("ends_before_start", "Ended before it started", OWN)
OVERLAP: Final = Rule("overlap", "Overlapping periods", OWN)
GAP: Final = Rule("gap", "Gap within a period of care", OWN)
SHORT_GAP: Final = Rule("short_gap", "Few days between two periods of care", OWN)
RULES: Final = (NO_START, ENDS_BEFORE, OVERLAP, GAP, SHORT_GAP)

_FEW: Final = timedelta(days=7)
"""A child who comes back so soon has more often never left."""
_NEW_PERIOD: Final = (
    Effect("The second period has a first review of its own in",
           ("cla_reviews_in_time", "cla_reviews_in_time_held")),
)  # fmt: skip
_TWICE: Final = (
    Effect("A review on the days that overlap counts in both periods in",
           ("cla_reviews_in_time", "cla_reviews_in_time_held")),
    Effect("The child counts once in", ("cla_number",)),
)  # fmt: skip
_NO_DAY: Final = (Effect(_COUNTS_NOT, ("cla_number",)),)

Lasting = CarePeriod | LegalStatus | Placement
Dated = tuple[date, date | None, Lasting]


def care_findings(facts: CaseFacts) -> Found:
    """Yield what is wrong with a child's periods of care, legal statuses and placements."""
    sound: dict[type[Lasting], list[Dated]] = {}
    kinds: tuple[type[Lasting], ...] = (CarePeriod, LegalStatus, Placement)
    for kind in kinds:
        dated = sound.setdefault(kind, [])
        for record in facts.case.of(kind):
            started_on, ended_on = record.started_on, record.ended_on
            if started_on is None:
                if isinstance(record, CarePeriod):
                    sentence = "The period of care has no first day: enter when it started."
                    yield finding(NO_START, record, sentence)
            elif ended_on is not None and ended_on < started_on:
                yield finding(
                    ENDS_BEFORE, record,
                    f"The {kind.title} ended on {plain_date(ended_on)}, before it started on "
                    f"{plain_date(started_on)}: correct one of the two days.",
                    effects=_NO_DAY if isinstance(record, CarePeriod) else (),
                )  # fmt: skip
            else:
                dated.append((started_on, ended_on, record))
        dated.sort(key=lambda one: (one[0], one[1] or date.max, one[2].id))
    told = yield from _overlaps(sound[CarePeriod], frozenset())
    for kind in (LegalStatus, Placement):
        yield from _overlaps(sound[kind], told)
    yield from _short_gaps(sound[CarePeriod])
    for kind in (LegalStatus, Placement):
        for span in facts.care_spans:
            yield from _gaps(span, sound[kind], facts.as_of)


def _overlaps(
    dated: Sequence[Dated], told: frozenset[date]
) -> Generator[Finding, None, frozenset[date]]:
    """Yield each that started before one that had started earlier ended; return their starts.

    One without an end, followed by another of its kind, is over when that begins: of legal
    statuses and placements this is how they are entered and counted. What starts on a day of
    ``told`` is left out: there the periods of care overlap, and one mistake is told once.
    """
    found: set[date] = set()
    for (before, ended_on, earlier), (start, _, later) in pairwise(dated):
        wrong = _overlap(before, ended_on, start, lasts=isinstance(earlier, CarePeriod))
        if not wrong or start in told:
            continue
        found.add(start)
        both = isinstance(later, CarePeriod) and ended_on is not None
        effects = _TWICE if both else _TWICE[1:] if isinstance(later, CarePeriod) else ()
        sentence = f"Two {type(later).plural} {wrong}"
        yield finding(OVERLAP, later, sentence, effects=effects)
    return frozenset(found)


def _overlap(before: date, ended_on: date | None, start: date, *, lasts: bool) -> str:
    """Return how two in a row overlap and what to do, "" if they do not."""
    first, second = plain_date(before), plain_date(start)
    if start == before:
        return f"start on the same day, {first}: delete one of them, or correct its day."
    if ended_on is None and lasts:
        return (
            f"overlap: that of {first} has no end, the next began on {second}: enter when the "
            "first one ended, or delete one that is there twice."
        )
    if ended_on is not None and start < ended_on:
        return (
            f"overlap: that of {first} ended on {plain_date(ended_on)}, the next began on "
            f"{second}: correct one of the two days."
        )
    return ""


def _short_gaps(dated: Sequence[Dated]) -> Found:
    for (_, ended_on, _), (start, _, later) in pairwise(dated):
        if ended_on is not None and timedelta() < start - ended_on <= _FEW:
            sentence = (
                f"Care ended on {plain_date(ended_on)} and began again on {plain_date(start)}, "
                f"{say_days((start - ended_on).days)} later: if the child never left, make it one "
                "period."
            )
            yield finding(SHORT_GAP, later, sentence, effects=_NEW_PERIOD)


def _gaps(span: CareSpan, dated: Sequence[Dated], as_of: date) -> Found:
    """Yield the days within a period of care, between two of a kind, on which none holds."""
    last_on = span.over_on or as_of
    reached: date | None = None
    is_open = False
    for start, ended_on, record in dated:
        if start > last_on or (ended_on is not None and ended_on < span.started_on):
            continue
        if reached is not None and not is_open and start > reached:
            yield finding(
                GAP, record,
                f"From {plain_date(reached)} to {plain_date(start)} the child was looked after, "
                f"but no {type(record).title} is on file: correct the days of the two beside it, "
                "or add the one that is missing.",
                effects=(),
            )  # fmt: skip
        is_open = ended_on is None
        reached = max(reached, ended_on) if reached and ended_on else ended_on or reached or start
