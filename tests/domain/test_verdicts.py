"""Figures held against targets and ranges: which side, and whether chance could explain it."""

from collections.abc import Iterator
from datetime import date

import pytest

from iro_desktop.domain.measures import (
    MEASURES,
    Aim,
    Band,
    Kind,
    Measure,
    Outcome,
    Period,
    Result,
    Section,
    Unit,
    Why,
    Wording,
)
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import Contact
from iro_desktop.domain.verdicts import Verdict, bounds_of, judged, say_bounds
from tests.builders import (
    a_case,
    a_practice,
    an_allocation,
    an_id,
    an_officer,
    care,
    figures_for,
    local_standards,
    working_time,
)

YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))


def each_contact(facts: CaseFacts) -> Iterator[Outcome]:
    """File each contact, met if it says so."""
    for one in facts.case.of(Contact):
        assert one.contact_on is not None
        yield Outcome(one.contact_on, facts.child_id, "", one.with_whom == "met", Why("x"))


def a_share(met: int, of: int, *target: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    """Return so many contacts met of so many, against a row of the table of targets."""
    measure = Measure(
        id="contacts",
        title="Contacts",
        kind=Kind.EVENT,
        unit=Unit.PERCENT,
        section=Section.OVERSIGHT,
        asks="How many?",
        one_case="contact",
        wording=Wording(subject="contacts", cases="contacts", met="were met"),
        definition="All contacts.",
        source="practice",
        outcomes=each_contact,
    )
    monkeypatch.setitem(MEASURES, "contacts", measure)
    contacts = [
        Contact(id=an_id(), contact_on=date(2019, 6, 3), with_whom="met" if at < met else "")
        for at in range(of)
    ]
    practice = a_practice(local_standards(targets=(("contacts", *target),) if target else ()))
    return figures_for(a_case(*contacts), practice=practice).result("contacts", YEAR)


@pytest.mark.parametrize(
    "met, of, target, verdict, words",
    [
        (80, 100, ("80", "80", "100"), Verdict.MET, "at or above 80%"),
        (79, 100, ("80", "80", "100"), Verdict.UNSURE, "below 80%, could be chance"),
        (50, 100, ("80", "80", "100"), Verdict.MISSED, "below 80%, beyond chance"),
        (80, 100, ("80",), Verdict.MET, "at or above 80%"),
        # Less is better.
        (4, 100, ("4", "0", "4"), Verdict.MET, "at or below 4%"),
        (5, 100, ("4", "0", "4"), Verdict.UNSURE, "above 4%, could be chance"),
        (50, 100, ("4", "0", "4"), Verdict.MISSED, "above 4%, beyond chance"),
        (5, 100, ("", "", "4"), Verdict.UNSURE, "above 4%, could be chance"),
        # Good on both sides of a range only.
        (12, 100, ("", "10", "15"), Verdict.MET, "within 10 to 15%"),
        (9, 100, ("", "10", "15"), Verdict.UNSURE, "below 10%, could be chance"),
        (1, 100, ("", "10", "15"), Verdict.MISSED, "below 10%, beyond chance"),
        (40, 100, ("", "10", "15"), Verdict.MISSED, "above 15%, beyond chance"),
        # Nothing to judge, or nothing to judge by.
        (1, 100, (), Verdict.NONE, "no target set"),
        (1, 4, ("80", "80", "100"), Verdict.NONE, "too few to judge"),
        (0, 0, ("80", "80", "100"), Verdict.NONE, "n/a"),
    ],
)
def test_a_figure_is_judged_against_what_is_aimed_at(
    met: int,
    of: int,
    target: tuple[str, ...],
    verdict: Verdict,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judgement = judged(a_share(met, of, *target, monkeypatch=monkeypatch))
    assert (judgement.verdict, judgement.words) == (verdict, words)


def test_a_figure_without_an_interval_is_off_its_range_or_is_not() -> None:
    cases = [a_case(care("2019-01-07"), an_allocation("A")) for _ in range(3)]
    officers, times = [an_officer("A")], [working_time("A", 1.0)]
    figures = figures_for(*cases, officers=officers, working_times=times)
    judgement = judged(figures.result("caseload_per_fte", YEAR, officer_id="A"))
    assert (judgement.verdict, judgement.side) == (Verdict.MISSED, Band.BELOW)
    assert (judgement.words, judgement.aim) == ("below 50", "50 to 70")


@pytest.mark.parametrize(
    "aim, said",
    [
        (Aim(), ""),
        (Aim(90, 90, 100), "at least 90%"),
        (Aim(90, 75, 100), "at least 90%"),
        (Aim(4, 0, 4), "at most 4%"),
        (Aim(None, 10, 15), "10 to 15%"),
    ],
)
def test_what_is_aimed_at_is_said_without_bounds_that_nothing_can_pass(aim: Aim, said: str) -> None:
    assert say_bounds(bounds_of(MEASURES["icpc_in_time"], aim), Unit.PERCENT) == said
