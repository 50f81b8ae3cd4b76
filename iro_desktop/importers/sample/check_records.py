"""Checks between reviews as records, each with its analysis; contacts and notices beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.records import Contact, MonitoringCheck, Notification, Record
from iro_desktop.importers.sample import check_texts as texts
from iro_desktop.importers.sample.challenge_records import issue_id
from iro_desktop.importers.sample.challenges import Issue
from iro_desktop.importers.sample.monitoring import Check
from iro_desktop.importers.sample.participation import is_remote
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.review_texts import CONTACTS, NOTICES
from iro_desktop.importers.sample.story import Chair, Family, Kid

_STATES: Final = (("on_track", 70), ("late", 30))
_RATINGS: Final = {"on_track": "green", "late": "amber", "blocked": "red"}
_OUTCOMES: Final = {"on_track": "no_concern", "late": "watch", "blocked": "challenge"}
_SPEAKS_FROM: Final = 4
_CONTACTS_A_YEAR: Final = 1.8
_WITH: Final = (("child", 62), ("carer", 25), ("parent", 13))
_TALKS: Final = ((1, 33), (2, 42), (3, 25))
"""How often the IRO speaks with the social worker from one review to the next, with weights."""
_USUAL_INTERVAL: Final = timedelta(days=150)
_PRE_MEETINGS: Final = 0.55
_TALK_METHODS: Final = (("phone", 6), ("message", 3), ("meeting", 1))
_TALK_METHODS_REMOTE: Final = (("video", 4), ("phone", 4), ("message", 2))
_QUIET_SHARE: Final = 0.06
"""Children whom the IRO has not been in touch with for half a year, for a filter to find."""
_STILL_NEWS: Final = timedelta(days=16)
_NOTICES: Final = (
    ("missing", 12, 17, 0.14),
    ("exclusion", 9, 16, 0.12),
    ("offence", 13, 17, 0.05),
    ("section_47", 0, 17, 0.04),
    ("plan_change", 0, 17, 0.08),
    ("complaint", 8, 17, 0.03),
)
"""What the IRO is told of, about children of which ages, and how often in a year of care."""


def write_checks(pen: Pen, chair: Chair, checks: Sequence[Check], issues: Sequence[Issue]) -> None:
    """Write each check, one record a child; the one that an issue came from says so."""
    raised = {(id(i.check), i.kid.reference): i for i in issues if i.check}
    for check in checks:
        for kid in check.family.kids:
            pen.write(_check(pen, chair, check, kid, raised.get((id(check), kid.reference))))


def _check(pen: Pen, chair: Chair, check: Check, kid: Kid, issue: Issue | None) -> MonitoringCheck:
    chance, age = pen.chance, kid.age(check.on)
    identity = pen.id("MonitoringCheck", kid, check.on)
    if check.note:
        return MonitoringCheck(
            id=identity,
            child_id=kid.id,
            checked_on=check.on,
            trigger=check.trigger,
            officer_id=chair.id,
            experience=chance.one_of(texts.FILE_NOTES),
        )
    own = check.on >= pen.scene.start_on
    state = "blocked" if issue else chance.weighted(_STATES)
    prompts = pen.scene.practice.on(check.on).prompts if own and chair.whole else ()
    return MonitoringCheck(
        id=identity,
        child_id=kid.id,
        checked_on=check.on,
        trigger=check.trigger,
        officer_id=chair.id if own else "",
        social_worker_contact=chance.happens(0.9),
        child_contact=age >= _SPEAKS_FROM and chance.happens(0.45),
        carer_contact=chance.happens(0.5),
        decisions_state=state,
        plan_current=state == "on_track" or chance.happens(0.6),
        drift=state == "blocked" or (state == "late" and chance.happens(0.4)),
        prompts=prompts,
        answers=tuple(_answer(pen, check, kid, prompt, state) for prompt in prompts),
        experience=_experience(pen, check, kid),
        analysis=_analysis(pen, check, kid, state),
        rag=_RATINGS[state],
        outcome=_OUTCOMES[state],
        escalation_id=issue_id(pen, issue) if issue else "",
        entered_in_council_system_on=pen.by_now(pen.days(check.on, 0, 4))
        if own and chance.happens(0.85)
        else None,
    )


def _experience(pen: Pen, check: Check, kid: Kid) -> str:
    return kid.tell(pen.chance.deal(texts.EXPERIENCE[_setting(check.family, kid, check.on)]) or "")


def _setting(family: Family, kid: Kid, on: date) -> str:
    """Return where a child lives, in the words of the table of experiences."""
    age, home = kid.age(on), kid.home(on)
    if home is None or family.care is None or not family.care.is_open(on):
        return "unborn" if age < 0 else "plan_baby" if age < _SPEAKS_FROM else "plan"
    if age < _SPEAKS_FROM:
        return "baby"
    kinds = {"P1": "home", "K2": "residential", "R1": "residential", "H5": "semi"}
    kinds |= {"U1": "kin", "U3": "kin"}
    return kinds.get(home.placement_type, "foster")


def _analysis(pen: Pen, check: Check, kid: Kid, state: str) -> str:
    """Return what the check means for the child, and sometimes what comes next."""
    chance = pen.chance
    plan = family_on_plan_only(check.family, check.on)
    if state == "blocked":
        bank = texts.CHALLENGE
    elif state == "late":
        bank = texts.WATCH_PLAN if plan else texts.WATCH
    else:
        bank = texts.ON_TRACK_PLAN if plan else texts.ON_TRACK
    said = kid.tell(chance.deal(bank) or "")
    if chance.happens(0.35) and kid.age(check.on) >= _SPEAKS_FROM and not plan:
        said += " " + kid.tell(chance.deal(texts.NEXT) or "")
    return said


def family_on_plan_only(family: Family, on: date) -> bool:
    """Return whether the children were on a plan and not looked after on that day."""
    return family.care is None or not family.care.is_open(on)


def _answer(pen: Pen, check: Check, kid: Kid, prompt: str, state: str) -> str:
    """Return an answer to a prompt, found by words that stand in it."""
    folded = prompt.casefold()
    special: dict[str, tuple[str, ...]] = {}
    if family_on_plan_only(check.family, check.on):
        special |= texts.ANSWERS_PLAN
    if kid.age(check.on) < _SPEAKS_FROM:
        special |= texts.ANSWERS_YOUNG
    bank = next((b for words, b in special.items() if words in folded), ())
    if not bank:
        found = next((b for words, b in texts.ANSWERS.items() if words and words in folded), None)
        bank = (found or texts.ANSWERS[""])[state]
    return kid.tell(pen.chance.one_of(bank))


def write_contacts(pen: Pen, chair: Chair, families: Sequence[Family]) -> None:
    """Write contacts between reviews, and what the IRO was told of, since their first day."""
    for family in families:
        if family.role == "no plan":
            continue
        first = max(family.started_on, pen.scene.start_on)
        last = family.ended_on or pen.as_of
        talks = list(_talks(pen, chair, family, first, last))
        for kid in family.kids:
            if chair.whole:
                pen.write_all(_contacts(pen, chair, kid, first, last))
            pen.write_all(_with_social_worker(pen, chair, kid, talks))
            if family.care and family.role != "short breaks":
                pen.write_all(_notices(pen, kid, max(first, family.care.started_on), last))


def _contacts(pen: Pen, chair: Chair, kid: Kid, first: date, last: date) -> Iterator[Record]:
    chance = pen.chance
    if last == pen.as_of and chance.happens(_QUIET_SHARE):
        last -= timedelta(days=200)
    day, mean = first, int(365 / _CONTACTS_A_YEAR)
    while True:
        day = chair.diary.at_work(pen.days(day, mean // 3, mean * 5 // 3))
        if day >= last:
            return
        with_whom = chance.weighted(_WITH)
        if with_whom == "child" and kid.age(day) < _SPEAKS_FROM:
            with_whom = "carer"
        if with_whom == "carer" and kid.home(day) is None:
            with_whom = "parent"
        child = with_whom == "child"
        method = chance.weighted(
            (("visit", 5), ("phone", 3), ("video", 2 if day.year >= 2020 else 0), ("message", 2))  # noqa: PLR2004 - video came with remote working
            if child
            else (("phone", 6), ("message", 3), ("meeting", 1))
        )
        yield Contact(
            id=pen.id("Contact", kid, day, with_whom),
            child_id=kid.id,
            contact_on=day,
            with_whom=with_whom,
            method=method,
            officer_id=chair.id,
            seen_alone=method == "visit" if child else None,
            note=kid.tell(chance.deal(CONTACTS[f"child, {method}" if child else with_whom]) or ""),
            entered_in_council_system_on=pen.by_now(pen.days(day, 0, 6)),
        )


def _talks(
    pen: Pen, chair: Chair, family: Family, first: date, last: date
) -> Iterator[tuple[date, bool]]:
    """Yield when the IRO spoke with the social worker, and whether that was to prepare a review."""
    chance = pen.chance
    held = sorted({sitting.on for sitting in family.sittings if first < sitting.on <= last})
    found: dict[date, bool] = {}
    for after, until in zip([first, *held], [*held, None], strict=True):
        days = ((until or after + _USUAL_INTERVAL) - after).days
        for number in range(chance.weighted(_TALKS)):
            before = chance.between(4, min(20, days)) if number == 0 else chance.between(1, days)
            on = chair.diary.at_work(after + timedelta(days=days - before))
            if after <= on < last:
                found[on] = until is not None and number == 0 and chance.happens(_PRE_MEETINGS)
    yield from found.items()


def _with_social_worker(
    pen: Pen, chair: Chair, kid: Kid, talks: Sequence[tuple[date, bool]]
) -> Iterator[Record]:
    """Yield these talks as contacts about one child; of other IROs' without what was said."""
    for on, prepares in talks:
        remote = is_remote(on)
        said = pen.chance.one_of(CONTACTS["social_worker"]) if chair.whole else ""
        yield Contact(
            id=pen.id("Contact", kid, on, "social_worker"),
            child_id=kid.id,
            contact_on=on,
            with_whom="social_worker",
            method=pen.chance.weighted(_TALK_METHODS_REMOTE if remote else _TALK_METHODS),
            officer_id=chair.id,
            pre_meeting=True if prepares else None,
            note=kid.tell(said),
            entered_in_council_system_on=pen.by_now(pen.days(on, 0, 6)) if chair.whole else None,
        )


def _notices(pen: Pen, kid: Kid, first: date, last: date) -> Iterator[Record]:
    """Yield a notice of every move, and now and then of something else."""
    for home in kid.homes:
        if first < home.from_on < last and home.reason:
            what = "out_of_area" if home.out_of_area else "placement_move"
            yield _notice(pen, kid, what, home.from_on)
    years = (last - first).days / 365
    for what, youngest, oldest, share in _NOTICES:
        if pen.chance.happens(share * years):
            day = pen.days(first, 0, max(0, (last - first).days - 1))
            if youngest <= kid.age(day) <= oldest:
                yield _notice(pen, kid, what, day)


def _notice(pen: Pen, kid: Kid, what: str, day: date) -> Notification:
    """Return a notice; of older ones the IRO has said that they need no check of their own."""
    told_on = min(pen.work_days(day, 0, 6), pen.as_of)
    return Notification(
        id=pen.id("Notification", kid, what, day),
        child_id=kid.id,
        what=what,
        happened_on=day,
        told_on=told_on,
        told_by=pen.chance.weighted((("Social worker", 7), ("Carer", 2), ("Duty worker", 1))),
        note=kid.tell(pen.chance.one_of(NOTICES[what])),
        check_needed=False if told_on < pen.as_of - _STILL_NEWS else None,
    )
