"""What has happened to a child, on one axis: reviews, checks, challenges, plans, and the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import (
    CareSpan,
    Due,
    PlanSpan,
    ReviewDue,
    Status,
    care_spans,
    days_late,
    plan_spans,
    status,
)
from iro_desktop.domain.codes import say
from iro_desktop.domain.escalation import Progress
from iro_desktop.domain.records import (
    Contact,
    MonitoringCheck,
    Notification,
    PermanencePlan,
    Review,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import counted, say_date, say_days, say_list, short_date
from iro_desktop.services.caseload_row import due_words
from iro_desktop.services.child_words import category_of

Lane = Literal["reviews", "checks", "told", "challenges", "plans"]
Look = Literal["review", "conference", "check", "note", "contact", "told", "due"]

LANES: Final[dict[Lane, str]] = {
    "reviews": "Reviews",
    "checks": "Checks",
    "told": "Told",
    "challenges": "Challenges",
    "plans": "Plans",
}
"""Lane -> its words, from top to bottom; what the IRO was told has one only where there is any."""

_ALWAYS: Final[tuple[Lane, ...]] = ("reviews", "checks", "challenges", "plans")

GAP_DAYS: Final = 90
"""Longer than this without a review, check or contact is a gap."""

_MOST_MONTHS: Final = 24
_AHEAD_MONTHS: Final = 4
_DUE_IN_LANE: Final[dict[str, Lane]] = {
    "review": "reviews",
    "conference": "reviews",
    "midpoint": "checks",
    "event_check": "checks",
    "challenge_reply": "challenges",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on one day. ``label`` stands beside it, ``words`` are its whole sentence."""

    on: date
    lane: Lane
    look: Look
    words: str
    label: str = ""
    status: Status | None = None
    kind: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts; ``to_on`` is None while it goes on."""

    from_on: date
    to_on: date | None
    lane: Lane
    label: str
    words: str
    status: Status | None = None
    kind: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days in a row on which nothing happened that is on file; ``open`` while it lasts."""

    from_on: date
    to_on: date
    open: bool

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.to_on - self.from_on).days

    @property
    def words(self) -> str:
        """The gap as a sentence."""
        until = "so far" if self.open else f"until {say_date(self.to_on)}"
        return (
            f"{say_days(self.days)} without a review, check or contact, "
            f"from {say_date(self.from_on)} {until}"
        )


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that is drawn, in order of time; ``earlier`` counts what lies before ``from_on``."""

    from_on: date
    to_on: date
    today: date
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    gaps: tuple[Gap, ...] = ()
    earlier: int = 0
    lanes: tuple[Lane, ...] = _ALWAYS
    said: str = ""

    @property
    def sentence(self) -> str:
        """What the drawing shows, in one sentence; ``said`` where it is only a part."""
        if self.said:
            return self.said
        looks = [mark.look for mark in self.marks]
        numbers = (
            (sum(look in ("review", "conference") for look in looks), "review"),
            (looks.count("check"), "check"),
            (sum(bar.lane == "challenges" for bar in self.bars), "challenge"),
        )
        said = say_list([counted(number, noun) for number, noun in numbers if number])
        gaps = counted(len(self.gaps), "gap") if self.gaps else "no gap"
        return (
            f"From {say_date(self.from_on)} to today: {said or 'nothing on file'}; "
            f"{gaps} of more than {GAP_DAYS} days"
        )


def timeline(
    case: CaseFile,
    reviews: Sequence[ReviewDue],
    dues: Sequence[Due],
    challenges: Sequence[Progress],
    today: date,
) -> Timeline:
    """Return a child's timeline: at most two years back, and up to what is due next."""
    care, plans = care_spans(case, today), plan_spans(case, today)
    worked = (
        *_review_marks(case, reviews, today), *_check_marks(case, today), *_contacts(case, today),
    )  # fmt: skip
    told = tuple(_told(case, today))
    marks = sorted((*worked, *told), key=lambda mark: (mark.on, mark.lane))
    ahead = list(_due_marks(dues, today))
    bars = (*_challenge_bars(challenges), *_plan_bars(case, care, plans, today))
    from_on = _first_day(marks, care, plans, today)
    last = max((mark.on for mark in ahead), default=today)
    to_on = max(add_months(today, _AHEAD_MONTHS), min(last, add_months(today, 12)) + timedelta(21))
    shown = [mark for mark in marks if mark.on >= from_on]
    return Timeline(
        from_on,
        to_on,
        today,
        (*shown, *(mark for mark in ahead if from_on <= mark.on <= to_on)),
        tuple(bar for bar in bars if bar.to_on is None or bar.to_on >= from_on),
        tuple(_gaps(sorted(worked, key=lambda mark: mark.on), care, plans, from_on, today)),
        len(marks) - len(shown),
        tuple(lane for lane in LANES if lane in _ALWAYS or any(m.lane == lane for m in shown)),
    )


def _first_day(
    marks: Sequence[Mark], care: Sequence[CareSpan], plans: Sequence[PlanSpan], today: date
) -> date:
    spans: list[CareSpan | PlanSpan] = [*care, *plans]
    running = [span.started_on for span in spans if span.open_on(today)]
    past = [span.started_on for span in spans] + [mark.on for mark in marks]
    first = min(running or past, default=add_months(today, -_AHEAD_MONTHS))
    return max(min(first, add_months(today, -_AHEAD_MONTHS)), add_months(today, -_MOST_MONTHS))


def _review_marks(case: CaseFile, dues: Sequence[ReviewDue], today: date) -> Iterator[Mark]:
    of_review = {due.review_id: due for due in dues if due.review_id}
    for review in case.of(Review):
        if review.held_on is None or review.held_on > today:
            continue
        due = of_review.get(review.id)
        title = due.title if due else say("review_type", review.review_type)
        said = f"{title}, held {say_date(review.held_on)}"
        if due is not None and due.due_on is not None:
            late = days_late(due, today) or 0
            said += f", {say_days(late)} late" if late > 0 else ", in time"
        if review.mode:
            said += f", {say('mode', review.mode).lower()}"
        look: Look = "review" if review.review_type == "cla" else "conference"
        yield Mark(review.held_on, "reviews", look, said, kind=Review.__name__, record_id=review.id)


def _check_marks(case: CaseFile, today: date) -> Iterator[Mark]:
    for check in case.of(MonitoringCheck):
        if check.checked_on is None or check.checked_on > today:
            continue
        counts = bool(check.analysis.strip())
        said = f"{'Check' if counts else 'File note, no check'}, {say_date(check.checked_on)}"
        if check.outcome:
            said += f": {say('check_outcome', check.outcome).lower()}"
        yield Mark(
            check.checked_on,
            "checks",
            "check" if counts else "note",
            said,
            kind=MonitoringCheck.__name__,
            record_id=check.id,
        )


def _contacts(case: CaseFile, today: date) -> Iterator[Mark]:
    for contact in case.of(Contact):
        if contact.contact_on is None or contact.contact_on > today:
            continue
        with_whom = say("consulted", contact.with_whom).lower()
        said = f"Contact with the {with_whom}" if with_whom else "Contact"
        if contact.method:
            said += f", by {say('method', contact.method).lower()}"
        yield Mark(
            contact.contact_on,
            "checks",
            "contact",
            f"{said}, {say_date(contact.contact_on)}",
            kind=Contact.__name__,
            record_id=contact.id,
        )


def _told(case: CaseFile, today: date) -> Iterator[Mark]:
    """Yield what the IRO was told, on the day on which they were."""
    for told in case.of(Notification):
        on = told.told_on or told.happened_on
        if on is None or on > today:
            continue
        said = f"Told of: {say('notification', told.what).lower() or 'something'}, {say_date(on)}"
        if told.told_by:
            said += f", by {told.told_by}"
        yield Mark(on, "told", "told", said, kind=Notification.__name__, record_id=told.id)


def _due_marks(dues: Sequence[Due], today: date) -> Iterator[Mark]:
    for due in dues:
        lane = _DUE_IN_LANE.get(due.what)
        if lane is None or due.due_on is None:
            continue
        late = days_late(due, today) or 0
        day = short_date(due.due_on).removesuffix(f" {due.due_on.year}")
        yield Mark(
            due.due_on,
            lane,
            "due",
            f"{due.title} due {say_date(due.due_on)}, {due_words(-late)}",
            f"due {day}",
            status(due, today),
            kind=due.what,
            record_id=due.record_id,
        )


def _challenge_bars(challenges: Sequence[Progress]) -> Iterator[Bar]:
    for at in challenges:
        opened_on = at.escalation.opened_on
        if opened_on is None or at.state == "praise":
            continue
        stage = at.current.stage.name
        theme = at.escalation.theme
        said = f"{stage}: {theme or 'no theme'}, raised {say_date(opened_on)}"
        said += f", closed {say_date(at.closed_on)}" if at.closed_on else ", open"
        yield Bar(
            opened_on,
            at.closed_on,
            "challenges",
            f"{stage}: {theme.rpartition(': ')[2]}" if theme else stage,
            said,
            Status.DONE if at.closed_on else Status.SOON,
            kind=type(at.escalation).__name__,
            record_id=at.escalation.id,
        )


def _plan_bars(
    case: CaseFile, care: Sequence[CareSpan], plans: Sequence[PlanSpan], today: date
) -> Iterator[Bar]:
    for plan in sorted(case.of(PermanencePlan), key=lambda one: one.planned_on or date.min):
        if plan.planned_on is None or plan.planned_on > today or not plan.plan:
            continue
        over = next((s.over_on for s in care if s.holds(plan.planned_on)), None)
        ended_on = plan.ended_on or (over if over and over <= today else None)
        words = say("permanence", plan.plan)
        yield Bar(
            plan.planned_on,
            ended_on,
            "plans",
            words,
            f"Permanence plan: {words}, from {say_date(plan.planned_on)}" + _until(ended_on),
            kind=PermanencePlan.__name__,
            record_id=plan.id,
        )
    for span in plans:
        over_on = span.over_on if span.over_on and span.over_on <= today else None
        words = category_of(span.plan) or "no category"
        yield Bar(
            span.started_on,
            over_on,
            "plans",
            f"Protection plan: {words.lower()}",
            f"Child protection plan, {words.lower()}, from {say_date(span.started_on)}"
            + _until(over_on),
            kind=type(span.plan).__name__,
            record_id=span.plan.id,
        )


def _until(day: date | None) -> str:
    return f" until {say_date(day)}" if day else ""


def _gaps(
    marks: Sequence[Mark],
    care: Sequence[CareSpan],
    plans: Sequence[PlanSpan],
    from_on: date,
    today: date,
) -> Iterator[Gap]:
    """Yield the stretches without any review, check or contact while the case was open."""
    both: list[CareSpan | PlanSpan] = [*care, *plans]
    spans = sorted((s.started_on, min(s.over_on or today, today)) for s in both)
    joined: list[tuple[date, date]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    for start, end in joined:
        days = [start, *(m.on for m in marks if start < m.on < end and m.look != "note"), end]
        for before, after in pairwise(days):
            if (after - before).days > GAP_DAYS and after > from_on:
                running = after == end == today
                yield Gap(max(before, from_on), after, running)
