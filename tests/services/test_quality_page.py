"""Findings in words: the form that mends each, what the sample shows, and how long it takes."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.quality import findings
from iro_desktop.domain.records import Participation, Record
from iro_desktop.domain.snapshot import CaseFile, Flag, Snapshot
from iro_desktop.services.quality import (
    QualityPage,
    QualityRow,
    grouped_lines,
    lines_of,
    mark_words,
    number_found,
    quality_page,
)
from tests.builders import (
    a_case,
    a_check,
    a_contact,
    a_meeting,
    a_plan,
    a_practice,
    a_review,
    an_allocation,
    an_officer,
    care,
    figures_for,
)
from tests.samples import figures_of, snapshot_of

TODAY = date(2020, 3, 31)
ME = "iro-1"


def page_of(*cases: CaseFile, me: str = ME, others: tuple[Record, ...] = ()) -> QualityPage:
    kinds: dict[type[Record], list[Record]] = {}
    for one in others:
        kinds.setdefault(type(one), []).append(one)
    by_child = {case.child.id: case for case in cases}
    snapshot = Snapshot(0, by_child, {kind: tuple(ones) for kind, ones in kinds.items()})
    iros = tuple(one for one in others if type(one).__name__ == "Officer")
    figures = figures_for(*cases, as_of=TODAY, officers=iros)
    return quality_page(snapshot, figures, a_practice(), TODAY, me)


def row_of(*records: Record, rule: str, **child: object) -> QualityRow:
    page = page_of(a_case(*records, **child))  # type: ignore[arg-type]  # records of a child
    (row,) = [row for row in page.rows if row.rule == rule]
    return row


def test_a_row_names_child_record_and_figures() -> None:
    check = a_check("2020-01-06", "")
    row = row_of(check, rule="check_without_analysis", reference="AB12", initials="X.Y.")
    assert (row.child, row.who, row.what) == ("AB12", "X.Y.", "Monitoring check of 6 January 2020")
    assert (row.opens, row.opens_id) == ("MonitoringCheck", check.id)
    assert row.effect == "This check does not count in “Cases checked between reviews”."
    assert row.title == "Monitoring check without an analysis"
    assert row.can_be_mended
    assert not row.is_double


def test_each_finding_leads_to_the_form_that_mends_it() -> None:
    assert row_of(a_review("2019-06-03"), rule="1012").adds == "CarePeriod"
    unknown = row_of(care("2019-05-06", start_unknown=True), rule="no_next_review")
    assert unknown.action == "record_review"
    assert row_of(rule="future_date", born="2020-04-01").action == "edit_child"
    review = a_review("2019-06-03")
    lost = replace(
        Participation(id="p", review_id=review.id, participation="PN1"), attendance_mode="?"
    )
    row = row_of(care("2019-05-06"), review, lost, rule="unknown_code")
    assert (row.opens, row.opens_id) == ("Review", review.id)


def test_what_is_there_twice_can_be_deleted() -> None:
    twice = a_contact("2020-01-06", note="Well"), a_contact("2020-01-06", note="Well")
    row = row_of(*twice, rule="duplicate")
    assert row.is_double
    assert (row.kind, row.record_id) == ("Contact", twice[1].id)
    assert row_of(a_plan("2019-06-03"), a_plan("2019-07-01"), rule="second_open_plan").is_double


def test_working_time_is_entered_by_the_iro_alone() -> None:
    case = a_case(care("2019-05-06"), an_allocation(ME, "2019-05-06"))
    (mine,) = page_of(case, others=(an_officer(ME, name="IRO 1"),)).rows
    assert (mine.action, mine.what, mine.child) == ("details", "IRO 1", "")
    (another,) = page_of(case, me="iro-2", others=(an_officer(ME),)).rows
    assert not another.can_be_mended


def test_a_meeting_that_leads_nowhere_has_no_form() -> None:
    (row,) = page_of(others=(a_meeting(chair_id="gone", booked_on="2020-04-01"),)).rows
    assert (row.rule, row.child_id, row.can_be_mended) == ("dangling_link", "", False)


def test_the_headline_counts_and_the_note_points_to_two_versions() -> None:
    assert page_of().headline == "Nothing to mend"
    assert page_of().note == ""
    case = a_case(a_check("2020-01-06", ""), a_check("2020-02-03", ""))
    page = page_of(case)
    assert (page.headline, page.note) == ("2 findings to look at", "1 rule, 1 child")
    flags = (Flag("Child", case.child.id, "district", "conflict"),)
    snapshot = Snapshot(0, {case.child.id: case}, flags=flags)
    both = quality_page(snapshot, figures_for(case, as_of=TODAY), a_practice(), TODAY, ME)
    assert both.note.endswith("1 field has two versions: see “Two versions” in the Edit menu")


def test_the_mark_counts_one_child() -> None:
    cases = a_case(a_check("2020-01-06", ""), reference="A"), a_case(reference="B")
    snapshot = Snapshot(0, {case.child.id: case for case in cases})
    figures = figures_for(*cases, as_of=TODAY)
    numbers = [number_found(snapshot, figures, case.child.id) for case in cases]
    assert numbers == [1, 0]
    assert number_found(snapshot, figures) == 1
    assert [mark_words(number) for number in (0, 1, 2)] == [
        "", "1 finding in the data", "2 findings in the data",
    ]  # fmt: skip


def test_text_is_grouped_by_rule() -> None:
    cases = [a_case(a_check("2020-01-06", ""), reference=name) for name in ("B", "A")]
    snapshot = Snapshot(0, {case.child.id: case for case in cases})
    found = findings(snapshot, figures_for(*cases, as_of=TODAY))
    lines = list(lines_of(snapshot, found, a_practice(), TODAY))
    assert lines[:2] == ["2 findings:", "Monitoring check without an analysis (Own rule): 2"]
    assert [line[:4] for line in lines[2:]] == ["  A:", "  B:"]
    assert list(grouped_lines([])) == ["Nothing to mend."]


@pytest.mark.parametrize(
    "day, seed", [(date(2020, 3, 31), 1), (date(2026, 11, 27), 3), (date(2024, 2, 29), 2)]
)
def test_the_sample_caseload_has_no_nonsense_in_it(day: date, seed: int) -> None:
    """Its IROs leave a few checks without analysis and a few reasons unwritten; no more."""
    found = findings(snapshot_of(day, seed), figures_of(day, seed))
    rules = Counter(one.rule for one in found)
    assert rules.keys() <= {"check_without_analysis", "late_review"}
    assert rules["check_without_analysis"] <= 15
    assert rules["late_review"] <= 4


@pytest.mark.long
def test_a_whole_authority_is_looked_through() -> None:
    day = date(2026, 11, 27)
    snapshot, figures = snapshot_of(day, 1, 10.0), figures_of(day, 1, 10.0)
    page = quality_page(snapshot, figures, figures.sources.practice, day, "")
    assert page.rows
