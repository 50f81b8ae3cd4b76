"""Rows of the SSD become records: the child, reviews, conferences, plans, health, permanence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.codes import is_known
from iro_desktop.domain.records import (
    HealthAssessment,
    Participation,
    PermanencePlan,
    ProtectionPlan,
    Review,
    Section47,
)
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.gathering import Place, category, yes_no
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.ssd_reading import Cells, Reading, coded

_LEFT_OUT: Final = "it was left out"
_LEFT_EMPTY: Final = "it was left empty"
_SEX: Final = {"1": "M", "2": "F", "MALE": "M", "FEMALE": "F", "UNKNOWN": "U", "0": "U", "9": "U"}
_GENDER: Final = {"01": "M", "1": "M", "02": "F", "2": "F"}


def read_people(reading: Reading) -> None:
    """Take over who the children are: of a name no more than the initials."""
    for place, cells in reading.rows("ssd_person"):
        child_id = reading.child(place, cells)
        if not child_id:
            continue
        sex = cells.get("sex", "").upper()
        sex = _SEX.get(sex, sex[:10]) or _GENDER.get(cells.get("gender", ""), "")
        names = (cells.get("first", ""), cells.get("last", ""))
        born = reading.day(place, cells, "born", "The date of birth", _LEFT_EMPTY)
        expected = reading.day(place, cells, "expected", "The expected date of birth", _LEFT_EMPTY)
        reading.gathered.say_of(
            child_id,
            initials="".join(name[0].upper() for name in names if name),
            born_on=born,
            expected_on=expected,
            died_on=reading.day(place, cells, "died", "The date of death", _LEFT_EMPTY),
            sex=sex,
            ethnicity=cells.get("ethnicity", "").upper()[:60],
            upn=cells.get("upn", "").upper()[:20],
        )


def read_reviews(reading: Reading) -> None:
    """Take over reviews of looked after children that were held."""
    for place, cells in reading.rows("ssd_cla_reviews"):
        if yes_no(cells.get("cancelled", "")):
            reading.counts["cancelled"] += 1
            continue
        held_on = _held(reading, place, cells, "review")
        if held_on is not None:
            _put_review(reading, place, cells, "cla", held_on)


def read_conferences(reading: Reading) -> None:
    """Take over enquiries, initial and transfer-in conferences, plans and review conferences."""
    strategies = dict(_enquiries(reading))
    for place, cells in reading.rows("ssd_initial_cp_conference"):
        held_on = _held(reading, place, cells, "initial conference")
        if held_on is None:
            continue
        is_transfer = yes_no(cells.get("transfer", "")) is True
        strategy_on = None if is_transfer else strategies.get(cells.get("enquiry", ""))
        _put_review(
            reading,
            place,
            cells,
            "transfer" if is_transfer else "icpc",
            held_on,
            plan_continues=yes_no(cells.get("made", "")),
            strategy_on=strategy_on if strategy_on and strategy_on <= held_on else None,
        )
    for place, cells in reading.rows("ssd_cp_plans"):
        _read_plan(reading, place, cells)
    for place, cells in reading.rows("ssd_cp_reviews"):
        held_on = _held(reading, place, cells, "review conference")
        if held_on is not None:
            _put_review(
                reading,
                place,
                cells,
                "rcpc",
                held_on,
                quorate=yes_no(cells.get("quorate", "")),
                plan_continues=yes_no(cells.get("goes_on", "")),
            )


def _enquiries(reading: Reading) -> Iterator[tuple[str, date]]:
    """Keep each enquiry; yield its id and the day of the strategy discussion that started it."""
    for place, cells in reading.rows("ssd_s47_enquiry"):
        child_id = reading.child(place, cells)
        span = reading.span(place, cells, "section 47 enquiry") if child_id else None
        if span is None:
            continue
        started_on, ended_on = span
        reading.put(
            place,
            cells,
            Section47,
            (started_on.isoformat(),),
            strategy_on=started_on,
            started_on=started_on,
            ended_on=ended_on,
            # Only "no further action" says that no conference follows; its opposite says little.
            conference_not_needed=yes_no(cells.get("nfa", "")) or None,
        )
        if cells.get("id"):
            yield cells["id"], started_on


def _held(reading: Reading, place: Place, cells: Cells, what: str) -> date | None:
    """Return the day on which something was held; a row without one is still to come."""
    if not cells.get("held"):
        reading.counts["not_held"] += 1
        return None
    return reading.day(place, cells, "held", f"The date of the {what}", _LEFT_OUT)


def _put_review(
    reading: Reading,
    place: Place,
    cells: Cells,
    review_type: str,
    held_on: date,
    **facts: object,
) -> None:
    key = (review_type, held_on.isoformat())
    child_id = reading.child(place, cells)
    if not child_id:
        return
    if reading.put(place, cells, Review, key, review_type=review_type, held_on=held_on, **facts):
        what = {"cla": "review", "rcpc": "review conference"}.get(review_type, "conference")
        reading.flag_after(place, cells, f"{what} is", held_on)
    code = coded(cells.get("participation", ""), "participation")
    if code and not is_known("participation", code):
        sentence = f"“{code[:40]}” is no code for participation (PN0 to PN7), so {_LEFT_OUT}."
        reading.flag(place, cells, "167", sentence)
    elif code:
        review_id = record_id("Review", reading.gathered.references[child_id], *key)
        reading.put(place, cells, Participation, key, review_id=review_id, participation=code)


def _read_plan(reading: Reading, place: Place, cells: Cells) -> None:
    child_id = reading.child(place, cells)
    span = reading.span(place, cells, "child protection plan") if child_id else None
    if span is None:
        return
    started_on, ended_on = span
    is_new = reading.put(
        place,
        cells,
        ProtectionPlan,
        (started_on.isoformat(),),
        started_on=started_on,
        ended_on=ended_on,
        initial_category=category(cells.get("initial", "")),
        latest_category=category(cells.get("latest", "")),
        temporary=yes_no(cells.get("other_la", "")),
    )
    if is_new:
        reading.flag_after(place, cells, "child protection plan starts", started_on)
    else:
        sentence = f"Two plans start on {plain_date(started_on)}: they were taken as one."
        reading.flag(place, cells, "repeated", sentence)


_DONE: Final = frozenset({"", "COMPLETED", "COMPLETE", "DONE", "Y", "YES"})


def read_health(reading: Reading) -> None:
    """Take over health assessments that were done or refused; other checks are not kept."""
    for place, cells in reading.rows("ssd_cla_health"):
        words = cells.get("type", "").upper()
        if "ASSESSMENT" not in words and words not in ("IHA", "RHA", "HA"):
            reading.counts["checks"] += 1
            continue
        status = cells.get("status", "").upper()
        refused = status.startswith("REFUSED")
        if not refused and status not in _DONE:
            reading.counts["not_held"] += 1
            continue
        on = reading.day(place, cells, "on", "The date of the health assessment", _LEFT_OUT)
        if on is None:
            reading.counts["not_held"] += not cells.get("on")
            continue
        kind = "initial" if "INITIAL" in words or words == "IHA" else ""
        kind = kind or ("review" if "REVIEW" in words or words == "RHA" else "")
        day = {"refused_on" if refused else "assessed_on": on}
        key = ("refused", on.isoformat()) if refused else (on.isoformat(),)
        if reading.put(
            place, cells, HealthAssessment, key, makes_child=False, health_type=kind, **day
        ):
            reading.flag_after(place, cells, "health assessment is", on)


def read_permanence(reading: Reading) -> None:
    """Take over decisions for adoption, and the permanence plans of care plans."""
    for place, cells in reading.rows("ssd_permanence"):
        planned_on = reading.day(place, cells, "decided", "The decision for adoption", _LEFT_OUT)
        dates = {
            name: reading.day(place, cells, held, f"The day {what}", _LEFT_EMPTY)
            for name, held, what in (
                ("matched_on", "matched", "of the match"),
                ("placed_on", "placed", "of the placement for adoption"),
                ("ended_on", "reversed", "on which the decision was reversed"),
            )
        }
        if planned_on is not None:
            _put_plan(reading, place, cells, "adoption", planned_on, **dates)
        elif any(dates.values()):
            sentence = f"There is no decision for adoption to go with the row, so {_LEFT_OUT}."
            reading.flag(place, cells, "112", sentence)
    for place, cells in reading.rows("ssd_cla_care_plan"):
        _read_care_plan(reading, place, cells)


_PLANS: Final = {
    "RETURN1M": "return_1_month",
    "RETURN6M": "return_6_months",
    "RETURNEV": "return_eventual",
    "LTRELFR": "relatives",
    "LTRELFRD": "relatives",
    "LTFOST18": "long_term_foster",
    "RESPLMT": "residential",
    "SUPPLIV": "supported",
    "ADOPTION": "adoption",
    "OTHERPLN": "other",
}


def _read_care_plan(reading: Reading, place: Place, cells: Cells) -> None:
    plans = _plans(cells.get("plans", ""))
    if plans is None:
        sentence = "What stands as the permanence plans cannot be read, so the row was left out."
        reading.flag(place, cells, "code", sentence)
        return
    span = reading.span(place, cells, "care plan") if plans else None
    if span is not None:
        started_on, ended_on = span
        for number, plan in enumerate(plans):
            parallel = True if number else None
            _put_plan(reading, place, cells, plan, started_on, ended_on=ended_on, parallel=parallel)


def _plans(text: str) -> list[str] | None:
    """Return the plans that are ticked, each once; None for what is no list of such."""
    if not text:
        return []
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    ticked = {
        _PLANS[key.upper()]: True
        for key, value in found.items()
        if key.upper() in _PLANS and _is_ticked(value)
    }
    return list(ticked)


def _is_ticked(value: object) -> bool:
    """Return whether a value says yes; a number of months does."""
    if isinstance(value, bool | int | float):
        return bool(value)
    return isinstance(value, str) and bool(value.strip()) and yes_no(value.strip()) is not False


def _put_plan(
    reading: Reading, place: Place, cells: Cells, plan: str, planned_on: date, **facts: object
) -> None:
    key = (plan, planned_on.isoformat())
    reading.put(
        place,
        cells,
        PermanencePlan,
        key,
        makes_child=False,
        plan=plan,
        planned_on=planned_on,
        **facts,
    )
