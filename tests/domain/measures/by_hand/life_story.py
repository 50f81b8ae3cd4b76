"""Life story work with children who will not grow up with their parents."""

from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.records import LifeStory, PermanencePlan
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.days import FAR, by, months_later
from tests.domain.measures.by_hand.filed import Stands

AWAY = ("relatives", "long_term_foster", "residential", "supported", "adoption")


def life_story(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    if load.care_on(case, day) is None or plan_on(case, day) not in AWAY:
        return
    stories = case.of(LifeStory)
    given = [on for story in stories if (on := given_on(story)) and on <= day]
    reviewed = [s.reviewed_on for s in stories if s.reviewed_on and s.reviewed_on <= day]
    how = "none"
    if any(begun(story, day) for story in stories):
        how = "started"
    if given:
        how = "given" if months_later(max(given + reviewed), 12) >= day else "stale"
    yield Stands(how == "given")
    for part in ("none", "started", "given", "stale"):
        yield Stands(how == part, part, beside=True)


def plan_on(case: CaseFile, day: date) -> str:
    """The latest plan; of two made on one day, the one that is not the second."""
    found = [
        p for p in case.of(PermanencePlan) if by(p.planned_on, day) and not by(p.ended_on, day)
    ]
    found.sort(key=lambda p: (p.planned_on or FAR, not p.parallel, p.id))
    return found[-1].plan if found else ""


def given_on(story: LifeStory) -> date | None:
    """A book that was reviewed had been given, if nothing says when."""
    reviewed = story.reviewed_on if story.stage == "reviewed" else None
    return story.book_given_on or reviewed


def begun(story: LifeStory, day: date) -> bool:
    """By one of its days or, where none is on file at all, by how far it is."""
    days = [on for on in (story.started_on, story.book_given_on, story.reviewed_on) if on]
    if not days:
        return story.stage in ("started", "given", "reviewed")
    return min(days) <= day
