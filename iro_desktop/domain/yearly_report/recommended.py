"""The bullets of the last section: where the priorities stand, and what the figures recommend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.named_bands import NamedBand
from iro_desktop.domain.verdicts import Verdict, bounds_of, say_bounds
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.looked_after import Said, plain
from iro_desktop.domain.yearly_report.phrases import Subject
from iro_desktop.domain.yearly_report.report import Bullet

_STANDING: Final = (
    ("family_safeguarding", "Conferences that follow the Family Safeguarding model", True),
    ("escalation_outcome_stated", "Cases with the right outcome stated before action", True),
    ("life_story", "Life story books that are current", True),
)


def priorities(year: Year) -> Iterator[Said]:
    """Yield how the lasting priorities of the service stand by their figures."""
    for measure_id, words, plural in _STANDING:
        yield from plain(year, measure_id, Subject(words, plural))


def recommendations(year: Year, bullets: Sequence[Bullet]) -> Iterator[Bullet]:
    """Yield what the figures of the other sections recommend: what is off its target for certain.

    What could be chance is not in it. What is “inadequate” comes first.
    """
    missed = [one for one in bullets if one.verdict is Verdict.MISSED]
    missed.sort(key=lambda one: year.of(one.measure_id).band is not NamedBand.INADEQUATE)
    for one in missed:
        finding = year.of(one.measure_id)
        result = finding.result
        bounds = bounds_of(result.measure, result.aim)
        aim = say_bounds(bounds, result.measure.unit)
        yield Bullet(
            one.measure_id,
            f"Attend to {_lower(year.title(one.measure_id))}",
            f"{say_value(result.figure)} against {aim}",
            "“inadequate” by the local bands" if finding.band is NamedBand.INADEQUATE else "",
            one.verdict,
            is_advice=True,
        )


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
