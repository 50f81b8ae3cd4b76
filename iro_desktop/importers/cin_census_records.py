"""A child of a children in need census becomes records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from iro_desktop.domain.records import ProtectionPlan, Review, Section47
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.cin_census_xml import Element
from iro_desktop.importers.dates import day
from iro_desktop.importers.gathering import Gathered, Place, category, yes_no

_SEX: Final = {"1": "M", "2": "F", "0": "U", "9": "U"}  # GenderCurrent, up to 2024
_UPN: Final = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_ZONE: Final = re.compile(r"(?<=[0-9])(?:Z|[+-][0-9]{2}:[0-9]{2})$")  # XML allows one after a date
_MOST_PLANS: Final = 50
_LEFT_OUT: Final = "it was left out"
_LEFT_EMPTY: Final = "it was left empty"


def days_of(child: Element) -> Iterator[date]:
    """Yield the days on which something was held, started or ended, to tell the year from them."""
    for details in child.all("CINDETAILS"):
        for part in (details, *details.parts):
            for leaf in part.parts:
                found = day(_ZONE.sub("", leaf.text)) if leaf.text else None
                if found is not None and "TARGET" not in leaf.name:
                    yield found


def read_child(gathered: Gathered, file: str, year: int, number: int, child: Element) -> None:
    """Take over what one Child element of the census of a year says."""
    place = (file, number)
    identifiers = next(child.all("CHILDIDENTIFIERS"), Element(""))
    reference = identifiers.first("LACHILDID")
    child_id = gathered.child(place, reference)
    if child_id:
        one = _Child(gathered, place, reference, child_id, year)
        one.read_facts(identifiers, next(child.all("CHILDCHARACTERISTICS"), Element("")))
        for details in child.all("CINDETAILS"):
            one.read_details(details)


def _start_of(enquiry: Element) -> date:
    return day(_ZONE.sub("", enquiry.first("S47ACTUALSTARTDATE"))) or date.max


class _Child:
    """Reads what is said of one child."""

    def __init__(
        self, gathered: Gathered, place: Place, reference: str, child_id: str, year: int
    ) -> None:
        self._gathered = gathered
        self._place = place
        self._reference = reference
        self._id = child_id
        self._year = year
        self._plans: set[date] = set()
        if gathered.met[child_id][0] == place[0] and gathered.met[child_id] != place:
            sentence = "The child is in the census more than once: what is said was put together."
            self._flag("repeated", sentence)

    def _flag(self, rule: str, sentence: str) -> None:
        self._gathered.flag(self._place, self._reference, rule, sentence)

    def _day(self, text: str, what: str, so: str) -> date | None:
        text = _ZONE.sub("", text)
        return self._gathered.date_of(self._place, self._reference, text, what, so)

    def _flag_after(self, what: str, on: date) -> None:
        self._gathered.flag_after(self._place, self._reference, what, on, self._year)

    def _put(self, kind: type[Any], *key: str, **facts: Any) -> bool:  # noqa: ANN401 - any field
        return self._gathered.put(self._place, kind, self._id, key, **facts)

    def read_facts(self, identifiers: Element, characteristics: Element) -> None:
        """Take over who the child is."""
        sex = identifiers.first("SEX", "GENDERCURRENT").upper()
        upn = identifiers.first("UPN").upper()
        if upn and not _UPN.fullmatch(upn):
            self._flag("upn", f"“{upn[:40]}” is no unique pupil number, so {_LEFT_OUT}.")
            upn = ""
        born = identifiers.first("PERSONBIRTHDATE")
        expected = identifiers.first("EXPECTEDPERSONBIRTHDATE")
        died = identifiers.first("PERSONDEATHDATE")
        disabilities = [
            one.text.upper()
            for group in characteristics.all("DISABILITIES")
            for one in group.all("DISABILITY")
            if one.text
        ]
        self._gathered.say_of(
            self._id,
            born_on=self._day(born, "The date of birth", _LEFT_EMPTY),
            expected_on=self._day(expected, "The expected date of birth", _LEFT_EMPTY),
            died_on=self._day(died, "The date of death", _LEFT_EMPTY),
            sex=_SEX.get(sex, sex[:10]),
            ethnicity=characteristics.first("ETHNICITY").upper()[:60],
            upn=upn,
            disability=any(code != "NONE" for code in disabilities) if disabilities else None,
        )

    def read_details(self, details: Element) -> None:
        """Take over one episode of need: its enquiries, conferences and plans."""
        closed_on = day(_ZONE.sub("", details.first("CINCLOSUREDATE")))
        # The latest first: of several enquiries that led to one conference the first counts.
        enquiries = sorted(details.all("SECTION47"), key=_start_of, reverse=True)
        for enquiry in enquiries:
            self._read_enquiry(enquiry, closed_on)
        self._read_initial(details, None)
        for plan in details.all("CHILDPROTECTIONPLANS"):
            self._read_plan(plan)

    def _read_enquiry(self, enquiry: Element, closed_on: date | None) -> None:
        what = "The start of the section 47 enquiry"
        started_on = self._day(enquiry.first("S47ACTUALSTARTDATE"), what, _LEFT_OUT)
        held_on = self._read_initial(enquiry, started_on)
        if started_on is None:
            if not enquiry.first("S47ACTUALSTARTDATE"):
                self._flag("date", f"The section 47 enquiry has no start date, so {_LEFT_OUT}.")
            return
        text = enquiry.first("ICPCNOTREQUIRED")
        not_needed = yes_no(text)
        if text and not_needed is None:
            self._flag("code", f"“{text[:40]}” says neither that a conference is needed nor not.")
        # That the flag is not set does not say that a conference is to follow, unless one did;
        # and once the case is closed no enquiry goes on that a conference could be owed to.
        ended_on = None
        if held_on is not None:
            not_needed = False
        elif not not_needed:
            not_needed = None
            ended_on = closed_on if closed_on and closed_on >= started_on else None
        is_new = self._put(
            Section47,
            started_on.isoformat(),
            strategy_on=started_on,
            started_on=started_on,
            conference_not_needed=not_needed,
            ended_on=ended_on,
        )
        if is_new:
            self._flag_after("section 47 enquiry starts", started_on)

    def _read_initial(self, part: Element, strategy_on: date | None) -> date | None:
        """Take over the initial conference of an enquiry or of an episode of need, if any."""
        text = part.first("DATEOFINITIALCPC")
        held_on = self._day(text, "The date of the initial conference", _LEFT_OUT)
        if held_on is None:
            return None
        if strategy_on is not None and strategy_on > held_on:
            strategy_on = None  # an enquiry that began later did not lead to it
        key = ("icpc", held_on.isoformat())
        is_new = self._put(Review, *key, review_type="icpc", held_on=held_on)
        if strategy_on is not None:
            self._put(Review, *key, strategy_on=strategy_on)
        if is_new:
            self._flag_after("initial conference is", held_on)
        return held_on

    def _read_plan(self, plan: Element) -> None:
        text = plan.first("CPPSTARTDATE")
        started_on = self._day(text, "The start of the child protection plan", _LEFT_OUT)
        if started_on is not None:
            self._keep_plan(plan, started_on)
        elif not text:
            self._flag("8720", f"The child protection plan has no start date, so {_LEFT_OUT}.")
        seen: set[date] = set()
        for review in (one for group in plan.all("REVIEWS") for one in group.parts):
            if review.name == "CPPREVIEWDATE":
                self._read_review(review.text, seen)

    def _keep_plan(self, plan: Element, started_on: date) -> None:
        start = plain_date(started_on)
        text = plan.first("CPPENDDATE")
        ended_on = self._day(text, f"The end of the plan of {start}", "it is taken as not ended")
        if ended_on is not None and ended_on < started_on:
            self._flag(
                "8925",
                f"The plan of {start} ends on {plain_date(ended_on)}, before it starts, "
                "so it is taken as not ended.",
            )
            ended_on = None
        is_new = self._put(
            ProtectionPlan,
            started_on.isoformat(),
            started_on=started_on,
            ended_on=ended_on,
            initial_category=category(plan.first("INITIALCATEGORYOFABUSE")),
            latest_category=category(plan.first("LATESTCATEGORYOFABUSE")),
            previous_plans=self._previous(plan.first("NUMBEROFPREVIOUSCPP"), start),
        )
        if started_on in self._plans:
            self._flag("repeated", f"The plan of {start} is there twice; it counts once.")
        self._plans.add(started_on)
        if is_new:
            self._flag_after("child protection plan starts", started_on)
            if ended_on is not None and ended_on > started_on:
                self._flag_after("child protection plan ends", ended_on)

    def _previous(self, text: str, start: str) -> int | None:
        if not text:
            return None
        number = int(text) if text.isdecimal() and len(text) < len("1000") else -1
        if 0 <= number <= _MOST_PLANS:
            return number
        self._flag(
            "code",
            f"“{text[:40]}” previous plans of the plan of {start} cannot be, so {_LEFT_OUT}.",
        )
        return None

    def _read_review(self, text: str, seen: set[date]) -> None:
        if not text:
            self._flag("8842Q", f"A review conference has no date, so {_LEFT_OUT}.")
            return
        held_on = self._day(text, "The date of a review conference", _LEFT_OUT)
        if held_on is None:
            return
        if held_on in seen:
            sentence = f"The review conference of {plain_date(held_on)} is there twice in one plan."
            self._flag("repeated", sentence)
            return
        seen.add(held_on)
        key = ("rcpc", held_on.isoformat())
        if self._put(Review, *key, review_type="rcpc", held_on=held_on):
            self._flag_after("review conference is", held_on)
