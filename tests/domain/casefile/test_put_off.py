"""What is put off: until when, what the law does not let wait, and which thing is meant."""

from datetime import date

import pytest

from iro_desktop.domain.casefile import dues, key_of, put_off, put_off_all
from iro_desktop.domain.casefile.due import Due
from iro_desktop.domain.records import ChildRecord, Snooze
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_day, a_practice, a_review, an_allocation, an_id, care

PRACTICE = a_practice()
IRO = an_allocation("iro", "2015-01-01")
# Reviewed on 4 September 2019: the next is due by 4 March 2020, its midpoint is 4 December 2019.
RECORDS: tuple[ChildRecord, ...] = (
    care("2019-05-09"), IRO, a_review("2019-06-04"), a_review("2019-09-04"),
)  # fmt: skip


def due(case: CaseFile, what: str, day: str) -> Due:
    on = date.fromisoformat(day)
    return next(one for one in dues(case, PRACTICE, on) if one.what == what)


def case_with(what: str, until: str, made: str, reason: str = "Booked") -> CaseFile:
    case = a_case(*RECORDS)
    key = key_of(due(case, what, made))
    snooze = Snooze(
        id=an_id(), child_id=case.child.id, due_key=key, until_on=a_day(until), reason=reason
    )
    kinds = dict(case.records) | {Snooze: (snooze,)}
    return CaseFile(case.child, kinds)


@pytest.mark.parametrize(
    "on, is_put_off",
    [("2019-12-09", True), ("2019-12-15", True), ("2019-12-16", False), ("2020-01-10", False)],
)
def test_it_comes_back_on_the_day_until_which_it_was_put_off(on: str, is_put_off: bool) -> None:
    case = case_with("midpoint", "2019-12-16", "2019-12-09")
    found = put_off(case, due(case, "midpoint", on), date.fromisoformat(on))
    assert (found is not None) is is_put_off
    if found is not None:
        assert (found.asks_on, found.reason) == (date(2019, 12, 16), "Booked")
        assert found.words(date(2019, 12, 9)) == "put off until 16 Dec"


def test_a_day_that_the_law_sets_comes_back_once_it_has_passed() -> None:
    case = case_with("review", "2020-03-20", "2020-03-01")
    for on, asks_on in (("2020-03-04", date(2020, 3, 4)), ("2020-03-05", None)):
        found = put_off(case, due(case, "review", on), date.fromisoformat(on))
        assert (found.asks_on if found else None) == asks_on


def test_what_is_due_later_than_it_was_put_off_to_keeps_its_day() -> None:
    case = case_with("midpoint", "2019-11-20", "2019-11-15")
    found = put_off(case, due(case, "midpoint", "2019-11-15"), date(2019, 11, 15))
    assert found is not None
    assert found.asks_on == date(2019, 12, 4)


def test_the_next_one_of_its_kind_is_another_thing() -> None:
    case = case_with("review", "2020-03-20", "2020-03-01")
    held = a_case(*RECORDS, a_review("2020-03-02"), child=case.child)
    later = CaseFile(held.child, dict(held.records) | {Snooze: case.of(Snooze)})
    assert put_off_all(later, dues(later, PRACTICE, date(2020, 3, 3)), date(2020, 3, 3)) == {}


def test_of_several_the_one_that_lasts_longest_holds() -> None:
    case = case_with("midpoint", "2019-12-16", "2019-12-09")
    other = case_with("midpoint", "2019-12-19", "2019-12-09", "Worker on leave").of(Snooze)[0]
    key = case.of(Snooze)[0].due_key
    both = (*case.of(Snooze), Snooze(
        id=other.id, child_id=case.child.id, due_key=key, until_on=other.until_on,
        reason=other.reason,
    ))  # fmt: skip
    found = put_off(
        CaseFile(case.child, dict(case.records) | {Snooze: both}),
        due(case, "midpoint", "2019-12-09"),
        date(2019, 12, 9),
    )
    assert found is not None
    assert (found.until_on, found.reason) == (date(2019, 12, 19), "Worker on leave")
