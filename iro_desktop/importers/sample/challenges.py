"""Which challenges were raised, about what, and how far each of them went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from iro_desktop.domain.standards import Stage, stages_of, theme_group
from iro_desktop.importers.sample.challenge_texts import PLANNING_STORIES, STORIES, Story
from iro_desktop.importers.sample.monitoring import Check
from iro_desktop.importers.sample.story import NOT_COUNTED, Chair, Family, Kid, Scene

Path = Literal["informal", "converted", "formal"]

_A_YEAR: Final[tuple[tuple[tuple[Path, int], ...], ...]] = (
    (("informal", 16), ("converted", 1), ("formal", 2)),
    (("informal", 12), ("converted", 1), ("formal", 4)),
    (("informal", 8), ("converted", 1), ("formal", 4)),
)
"""Issues raised in the last year, the one before and the one before that, besides those open now:
informal ones grow, those that become formal stay as many."""
_LEAN_SHARE: Final = 0.75
_LATEST_DAYS: Final = 62
_MARGIN_DAYS: Final = 24
_TRIES: Final = 60
_OUTCOME_AFTER: Final = (5, 29)
"""How many days after the last reply the child was better off, or not."""
_ANSWERS: Final = (("accepts", 68), ("partly", 26), ("no", 6))
_ENDS: Final = (
    *("achieved",) * 12,
    *("part",) * 4,
    *("overtaken",) * 2,
    "no",
)
_PLANNING_SHARE: Final = 0.1
"""In how many cases more the quality of planning is what an issue is about."""


@dataclass(slots=True)
class Step:
    """One stage of an issue, with the reply if there was one."""

    stage: Stage
    on: date
    replied_on: date | None = None
    reply: str = ""
    skipped: str = ""


@dataclass(slots=True)
class Issue:
    """One issue; open while it has no end."""

    kid: Kid
    family: Family
    story: Story
    source: str
    on: date
    steps: list[Step] = field(default_factory=list)
    outcome: str = ""
    outcome_on: date | None = None
    check: Check | None = None


class Issues:
    """Tells the issues of one IRO."""

    def __init__(
        self, scene: Scene, chair: Chair, families: Sequence[Family], checks: Sequence[Check]
    ) -> None:
        self._scene = scene
        self._chance = scene.chance
        self._chair = chair
        self._families = [f for f in families if f.role not in NOT_COUNTED]
        self._checks = [check for check in checks if not check.note]
        self._stages = stages_of(scene.standards)
        self._busy: set[str] = set()

    def told(self) -> list[Issue]:
        """Return the issues, those that are open today first."""
        found = list(self._open_now())
        for year, paths in enumerate(_A_YEAR):
            for path, number in paths:
                share = self._chair.fte * (1 if self._chair.whole else _LEAN_SHARE)
                for _ in range(round(number * share)):
                    issue = self._issue_of(year)
                    if issue is not None:
                        self._go(issue, path)
                        found.append(issue)
        return found

    def _issue_of(self, year: int) -> Issue | None:
        """Return an issue raised so many years ago, well within that year."""
        for _ in range(_TRIES):
            earliest = max(_LATEST_DAYS, 365 * year + _MARGIN_DAYS)
            days = self._chance.between(earliest, 365 * year + 365 - _MARGIN_DAYS)
            issue = self._issue(self._scene.as_of - timedelta(days=days))
            if issue is not None:
                return issue
        return None

    def _wd(self, days: int, day: date | None = None) -> date:
        """Return the day so many working days from today, or from another day."""
        return self._scene.work_days.after(day or self._scene.as_of, days)

    def _reply_due_in(self, days: int, stage: Stage) -> date:
        """Return the day on which a stage began whose reply is due so many working days away."""
        return self._wd(-stage.days, self._wd(days))

    # What an issue is about

    def _issue(self, on: date) -> Issue | None:
        """Return an issue about a child who was here on that day, or None if there is none."""
        on = self._chair.diary.at_work(on)
        checks = [c for c in self._checks if abs((c.on - on).days) < 20]  # noqa: PLR2004 - about then
        if checks and self._chance.happens(0.5):
            check = self._chance.one_of(checks)
            issue = self._about(check.family, check.on, "monitoring")
            if issue is not None:
                issue.check = check
                return issue
        for _ in range(_TRIES):
            family = self._chance.one_of(self._families)
            if family.is_open(on):
                issue = self._about(family, on, self._source(family, on))
                if issue is not None:
                    return issue
        return None

    def _source(self, family: Family, on: date) -> str:
        plan = family.plan
        conference = plan is not None and plan.is_open(on)
        return self._chance.weighted(
            (("conference" if conference else "review", 8), ("notification", 2))
        )

    def _about(self, family: Family, on: date, source: str) -> Issue | None:
        kid = self._chance.one_of(family.kids)
        if kid.reference in self._busy or not family.is_open(on):
            return None
        told = PLANNING_STORIES if self._chance.happens(_PLANNING_SHARE) else STORIES
        story = self._chance.deal(told, lambda one: _fits(one, kid, family, on))
        if story is None:
            return None
        self._busy.add(kid.reference)
        return Issue(kid, family, story, source, on)

    # How far it went

    def _go(self, issue: Issue, path: Path) -> None:
        """Tell the stages of an issue that is over."""
        informal = [stage for stage in self._stages if not stage.formal][:1]
        formal = [stage for stage in self._stages if stage.formal]
        on = issue.on
        if path != "formal" and informal:
            on = self._step(issue, informal[0], on, last=path == "informal")
        if path != "informal":
            reached = self._chance.weighted(((1, 52), (2, 36), (3, 9), (4, 3)))
            for number, stage in enumerate(formal[:reached], start=1):
                on = self._step(issue, stage, on, last=number == reached)
        issue.outcome = self._chance.deal(_ENDS) or _ENDS[0]
        last = self._scene.as_of - timedelta(days=self._chance.between(1, 9))
        issue.outcome_on = min(on + timedelta(days=self._chance.near(*_OUTCOME_AFTER)), last)

    def _step(self, issue: Issue, stage: Stage, on: date, *, last: bool) -> date:
        """Add one stage; return the day on which it was over."""
        late = self._chance.happens(0.18)
        days = self._chance.between(1, max(1, stage.days)) + (
            self._chance.between(1, 4) if late else 0
        )
        replied_on = self._wd(days, on)
        reply = (
            self._chance.weighted(_ANSWERS) if last else self._chance.one_of(("partly", "no", ""))
        )
        issue.steps.append(Step(stage, on, replied_on if reply else None, reply))
        return replied_on if last else self._wd(1, replied_on)

    def _open_now(self) -> Iterator[Issue]:
        """Yield what is open today: a reply due in two days, one overdue, three further on."""
        informal = [stage for stage in self._stages if not stage.formal]
        formal = [stage for stage in self._stages if stage.formal]
        if not informal or len(formal) < 2:  # noqa: PLR2004 - local stages may be fewer
            return
        first = informal[0]
        plans: list[tuple[str, str, list[Step]]] = [
            ("overdue", "review", [Step(first, self._reply_due_in(2, first))]),
            ("", "monitoring", [Step(first, self._reply_due_in(-2, first))]),
            ("", "review", [Step(first, self._wd(-6), self._wd(-1), "accepts")]),
            (
                "",
                "review",
                [
                    Step(first, self._wd(-24), self._wd(-18), "no"),
                    Step(formal[0], self._wd(-13), self._wd(-8), "partly"),
                    Step(formal[1], self._reply_due_in(1, formal[1])),
                ],
            ),
            (
                "",
                "conference",
                [Step(first, self._wd(-14)), Step(formal[0], self._wd(-7), self._wd(-1), "partly")],
            ),
        ]
        for role, source, steps in plans if self._chair.whole else plans[1:4]:
            issue = self._open_issue(role, source, steps[0].on)
            if issue is not None:
                issue.steps = steps
                yield issue

    def _open_issue(self, role: str, source: str, on: date) -> Issue | None:
        """Return an issue about a child who is open today; a plain one if no role is asked for."""
        wanted = [f for f in self._families if f.ended_on is None and f.role == role]
        for family in self._chance.shuffled(wanted):
            conference = family.care is None
            if (family.listed and not role) or (source == "conference") != conference:
                continue
            found = self._about(family, on, source)
            if found is not None:
                return found
        return None


def _fits(story: Story, kid: Kid, family: Family, on: date) -> bool:
    """Return whether a story can be told of a child on that day."""
    if not story.ages[0] <= kid.age(on) <= story.ages[1]:
        return False
    care, plan = family.care, family.plan
    if story.tracks == "cp":
        return plan is not None and plan.is_open(on)
    if care is None or not care.is_open(on):
        return False
    return not story.statuses or care.status(on) == story.statuses


def local_theme(theme: str, themes: Sequence[str]) -> str:
    """Return the local theme that comes nearest to a default one; the theme itself without any."""
    if theme in themes or not themes:
        return theme
    same = [one for one in themes if theme_group(one) == theme_group(theme)]
    words = set(theme.casefold().split())
    return max(same or themes, key=lambda one: len(words & set(one.casefold().split())))
