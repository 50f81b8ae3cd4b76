"""What challenges and resolutions are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.measures.challenges import owner_of
from iro_desktop.domain.measures.definition import BESIDE, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import Escalation
from iro_desktop.domain.standards import theme_group

NO_THEME: Final = "No theme"
ANY: Final = f"{BESIDE}any: "
"""What the name of a part begins with that counts a theme whether it is the main one or not."""


def _by_theme(facts: CaseFacts) -> Iterator[Outcome]:
    for progress in facts.challenges:
        escalation, on = progress.escalation, progress.escalation.opened_on
        if progress.state == "praise" or on is None:
            continue
        theme = escalation.theme.strip()
        owner = owner_of(facts, escalation, on)
        why = Why("theme", theme, started_on=on)
        for part in (theme_group(theme) or NO_THEME, *_beside(escalation)):
            yield Outcome(on, facts.child_id, owner, bool(theme), why, part, escalation.id)


def _beside(escalation: Escalation) -> list[str]:
    """Return the main theme in full, and the upper level of every theme of a case, each once."""
    theme = escalation.theme.strip()
    groups = dict.fromkeys(theme_group(one) for one in (theme, *escalation.other_themes))
    full = [f"{BESIDE}{theme}"] if theme else []
    return full + [f"{ANY}{group}" for group in groups if group]


THEMES: Final = Measure(
    id="escalation_themes",
    title="Themes of {challenge}s and {resolution}s",
    kind=Kind.BREAKDOWN,
    unit=Unit.PERCENT,
    section=Section.OVERSIGHT,
    asks="What are the concerns about?",
    one_case="case",
    wording=Wording(
        subject="the themes",
        cases="{challenge}s and {resolution}s raised",
        case="{challenge} or {resolution} raised",
        met="have a main theme",
    ),
    definition=(
        "Of the {challenge}s and {resolution}s raised in the period, those of each theme, filed on "
        "the day they were raised. The themes are a local list of two levels. By main theme, of "
        "which a case has one at most, the shares add up to 100%; cases without one are shown as "
        "such. By any theme, which counts the further themes of a case too and each once, they do "
        "not add up to 100%; that is shown beside, as is each main theme in full. One issue is one "
        "case however many stages it goes through and however many children it names. Notes of "
        "good practice are not counted. Of erased records a theme that is not on the list is "
        "kept as such, without its words. The owner is the IRO allocated that day or, between "
        "allocations, whoever raised it."
    ),
    source="practice; the list of themes is local",
    outcomes=_by_theme,
)
