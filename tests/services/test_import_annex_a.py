"""An Annex A beside what is on file: one review is one, and the latest closes nothing else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from iro_desktop.domain.records import (
    CarePeriod,
    Child,
    Contact,
    HealthAssessment,
    LegalStatus,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Record,
    Review,
    Section47,
    SocialWorker,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.imports import ImportResult, run_import
from iro_desktop.services.workspace import Workspace
from tests.annexes import a_workbook, an_annex, enquired, in_need, looked_after, on_a_plan
from tests.returns import episode, table
from tests.stores import a_workspace
from tests.workbooks import Cell

AnyRecord = TypeVar("AnyRecord", bound=Record)
TODAY = date(2021, 6, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "store", today=TODAY, whole_service=True)
    yield workspace
    workspace.close()


def imported(
    workspace: Workspace, folder: Path, year: int | None = None, /, **lists: list[list[Cell]]
) -> ImportResult:
    """Import lists as one Annex A."""
    path = a_workbook(folder, an_annex(**lists))
    return run_import(workspace, "annex-a", [path], year=year)


def returned(workspace: Workspace, folder: Path, year: int, *episodes: str) -> ImportResult:
    """Import episodes, and a review of 12 January 2021, as a return."""
    paths = [folder / "episodes.csv", folder / "reviews.csv"]
    paths[0].write_text(table("Episodes", *episodes))
    paths[1].write_text(table("Reviews", "AB12,04/05/2010,12/01/2021,PN1"))
    return run_import(workspace, "ssda903", paths, year=year)


def case_of(workspace: Workspace, reference: str) -> CaseFile:
    case = workspace.snapshot.case_by_reference(reference)
    assert case is not None
    return case


def all_of(workspace: Workspace, kind: type[AnyRecord], reference: str = "AB12") -> list[AnyRecord]:
    return list(case_of(workspace, reference).of(kind))


def typed(workspace: Workspace, *records: Record) -> None:
    with workspace.write("typed by hand") as write:
        for record in records:
            write.put(record)


def care(workspace: Workspace) -> set[tuple[str, str, date | None, date | None]]:
    """Return the child's periods, statuses and placements: kind, code, start, end."""
    case = case_of(workspace, "AB12")
    return {
        *(("period", r.end_reason, r.started_on, r.ended_on) for r in case.of(CarePeriod)),
        *(("status", r.status, r.started_on, r.ended_on) for r in case.of(LegalStatus)),
        *(("place", r.placement_type, r.started_on, r.ended_on) for r in case.of(Placement)),
    }


# Twice, and one review


def test_importing_twice_adds_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = a_workbook(tmp_path, an_annex())
    first = run_import(workspace, "annex-a", [path])
    assert first.new["Child"] == 5  # the one in List 6 alone is left out
    position = workspace.snapshot.position
    again = run_import(workspace, "annex-a", [path])
    assert (again.new, again.changed) == ({}, {})
    assert again.unchanged == first.read
    assert workspace.snapshot.position == position
    (act,) = [one for one in workspace.store.latest_acts(5) if one.source.startswith("import")]
    assert (act.words, act.source) == (
        "import of Annex A, year to 31 March 2021",
        "import:annex-a:2021",
    )


def test_the_same_review_from_a_return_an_annex_and_by_hand_is_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    typed(
        workspace,
        Child(id="c", reference="ab12 "),
        Review(id="r", child_id="c", review_type="cla", held_on=date(2021, 1, 12)),
    )
    imported(workspace, tmp_path, list_8=[looked_after()])
    returned(workspace, tmp_path, 2021, episode("AB12", "01/05/2019", "S"))
    (review,) = all_of(workspace, Review)
    assert review.id == "r"


@pytest.mark.parametrize("exact", ["rcpc", "reconvened", "transfer", "icpc"])
def test_a_conference_of_one_day_is_one_whatever_its_exact_type(
    workspace: Workspace, tmp_path: Path, exact: str
) -> None:
    held_on = date(2021, 2, 16)
    typed(
        workspace,
        Child(id="c", reference="CD34"),
        Review(id="r", child_id="c", review_type=exact, held_on=held_on, summary="mine"),
    )
    result = imported(workspace, tmp_path, list_7=[on_a_plan()])
    (review,) = all_of(workspace, Review, "CD34")
    assert (review.id, review.review_type, review.summary) == ("r", exact, "mine")
    assert result.problems == ()


def test_a_looked_after_review_is_never_a_conference(workspace: Workspace, tmp_path: Path) -> None:
    held_on = date(2021, 2, 16)
    typed(
        workspace,
        Child(id="c", reference="CD34"),
        Review(id="r", child_id="c", review_type="cla", held_on=held_on),
    )
    imported(workspace, tmp_path, list_7=[on_a_plan()])
    assert {one.review_type for one in all_of(workspace, Review, "CD34")} == {"cla", "rcpc"}


def test_of_two_conferences_of_one_day_the_exact_type_is_taken(
    workspace: Workspace, tmp_path: Path
) -> None:
    held_on = date(2021, 2, 16)
    reviews = [
        Review(id=kind, child_id="c", review_type=kind, held_on=held_on)
        for kind in ("icpc", "rcpc")
    ]
    typed(workspace, Child(id="c", reference="CD34"), *reviews)
    imported(workspace, tmp_path, list_7=[on_a_plan()])
    assert len(all_of(workspace, Review, "CD34")) == 2


def test_a_review_that_was_deleted_stays_deleted(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, tmp_path, list_7=[on_a_plan()])
    (review,) = all_of(workspace, Review, "CD34")
    with workspace.write("delete") as write:
        write.delete("Review", review.id)
    result = imported(workspace, tmp_path, list_7=[on_a_plan()])
    assert all_of(workspace, Review, "CD34") == []
    assert [one.rule for one in result.problems] == ["deleted"]


def test_what_was_typed_of_an_enquiry_contact_or_assessment_is_met_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    typed(
        workspace,
        Child(id="c", reference="AB12"),
        Section47(id="s", child_id="c", started_on=date(2021, 2, 1)),
        Contact(id="k", child_id="c", with_whom="child", contact_on=date(2021, 1, 11), note="x"),
        HealthAssessment(id="h", child_id="c", assessed_on=date(2020, 10, 5), health_type="review"),
    )
    imported(workspace, tmp_path, list_5=[enquired("AB12")], list_8=[looked_after()])
    (enquiry,) = all_of(workspace, Section47)
    (contact,) = all_of(workspace, Contact)
    (health,) = all_of(workspace, HealthAssessment)
    assert (enquiry.id, enquiry.strategy_on) == ("s", date(2021, 2, 1))
    assert (contact.id, contact.note) == ("k", "x")
    assert (health.id, health.health_type) == ("h", "review")


# What an Annex A cannot say


def test_a_blank_never_overwrites(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, tmp_path, list_7=[on_a_plan()], list_8=[looked_after()])
    cells: dict[str, Cell] = dict.fromkeys(
        ("gender", "ethnicity", "date_of_birth", "age_of", "does", "date_of_latest_statutory",
         "what_is", "childs_legal", "placement_type", "placement_provider", "allocated_team"),
    )  # fmt: skip
    blank = looked_after(**cells)
    result = imported(workspace, tmp_path, list_7=[on_a_plan(initial=None)], list_8=[blank])
    assert (result.new, result.changed) == ({}, {})


def test_the_latest_plan_closes_and_deletes_no_other(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, tmp_path, list_7=[on_a_plan()])
    later = on_a_plan(child_protection_plan_start=date(2021, 3, 1), date_of_latest_review=None)
    imported(workspace, tmp_path, list_7=[later])
    imported(workspace, tmp_path, list_7=[on_a_plan("ZZ1")])  # and a child who is not in it
    plans = all_of(workspace, ProtectionPlan, "CD34")
    assert [(one.started_on, one.ended_on) for one in plans] == [
        (date(2020, 6, 8), None),
        (date(2021, 3, 1), None),
    ]


def test_an_older_annex_never_reopens_what_a_later_one_closed(
    workspace: Workspace, tmp_path: Path
) -> None:
    ended = on_a_plan(child_protection_plan_end=date(2021, 2, 16))
    imported(workspace, tmp_path, list_7=[ended])
    imported(workspace, tmp_path, 2020, list_7=[on_a_plan(latest="a) Neglect")])
    (plan,) = all_of(workspace, ProtectionPlan, "CD34")
    assert (plan.ended_on, plan.latest_category) == (date(2021, 2, 16), "EMO")


def test_the_social_worker_of_the_day_is_met_again_and_a_new_one_added(
    workspace: Workspace, tmp_path: Path
) -> None:
    worker = SocialWorker(id="w", child_id="c", worker="w. one", from_on=date(2019, 5, 1))
    typed(workspace, Child(id="c", reference="AB12"), worker)
    imported(workspace, tmp_path, list_8=[looked_after()])
    (known,) = all_of(workspace, SocialWorker)
    assert (known.id, known.from_on, known.worker) == ("w", date(2019, 5, 1), "w. one")
    assert known.team == "Team 1"
    changed = looked_after(allocated_worker="W. New", date_of_latest_statutory=date(2021, 3, 3))
    for _ in range(2):
        imported(workspace, tmp_path, list_8=[changed])
    both = {one.worker: one.from_on for one in all_of(workspace, SocialWorker)}
    assert both == {"w. one": date(2019, 5, 1), "W. New": date(2021, 3, 3)}


def test_the_permanence_plan_of_the_day_is_met_again(workspace: Workspace, tmp_path: Path) -> None:
    planned_on = date(2019, 9, 9)
    plan = PermanencePlan(id="p", child_id="c", plan="long_term_foster", planned_on=planned_on)
    typed(workspace, Child(id="c", reference="AB12"), plan)
    imported(workspace, tmp_path, list_8=[looked_after()])
    assert [one.id for one in all_of(workspace, PermanencePlan)] == ["p"]
    for _ in range(2):
        imported(workspace, tmp_path, list_8=[looked_after(what_is="b) Adoption")])
    plans = {one.plan: one.planned_on for one in all_of(workspace, PermanencePlan)}
    assert plans == {"long_term_foster": planned_on, "adoption": None}


def test_a_child_of_list_6_alone_is_filled_in_where_on_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    typed(workspace, Child(id="c", reference="GH78"))
    imported(workspace, tmp_path, list_6=[in_need(), in_need("NEW1")])
    assert case_of(workspace, "GH78").child.born_on == date(2014, 1, 9)
    assert workspace.snapshot.case_by_reference("NEW1") is None


# Beside a return

EPISODES = (
    episode("AB12", "01/05/2019", "S", "C1", "02/09/2019", "X1"),
    episode("AB12", "02/09/2019", "L", "C2", "03/02/2020", "X1"),
    episode("AB12", "03/02/2020", "P", "C2", place="U4", urn="SC040642"),
)
TOGETHER = {
    ("period", "", date(2019, 5, 1), None),
    ("status", "C1", date(2019, 5, 1), date(2019, 9, 2)),
    ("status", "C2", date(2019, 9, 2), None),
    ("place", "U6", date(2019, 5, 1), date(2020, 2, 3)),
    ("place", "U4", date(2020, 2, 3), None),
}


@pytest.mark.parametrize("return_first", [True, False])
def test_a_return_and_an_annex_add_up_in_either_order(
    workspace: Workspace, tmp_path: Path, return_first: bool
) -> None:
    if return_first:
        returned(workspace, tmp_path, 2021, *EPISODES)
    imported(workspace, tmp_path, list_8=[looked_after()])
    if not return_first:
        returned(workspace, tmp_path, 2021, *EPISODES)
    assert care(workspace) == TOGETHER
    (placement,) = [one for one in all_of(workspace, Placement) if one.placement_type == "U4"]
    assert placement.out_of_area is True
    result = imported(workspace, tmp_path, list_8=[looked_after()])
    assert (result.new, result.changed) == ({}, {})


@pytest.mark.parametrize("return_first", [True, False])
@pytest.mark.parametrize("year", [2020, 2021])
def test_days_that_the_return_does_not_know_tear_nothing_apart(
    workspace: Workspace, tmp_path: Path, return_first: bool, year: int
) -> None:
    row = looked_after(
        start_date_of_current=date(2019, 9, 20), start_date_of_most=date(2020, 1, 6),
        placement_type="K2", date_ceased=date(2021, 2, 1), reason_ceased="E4A",
    )  # fmt: skip
    if return_first:
        returned(workspace, tmp_path, year, *EPISODES)
    imported(workspace, tmp_path, list_8=[row])
    if not return_first:
        returned(workspace, tmp_path, year, *EPISODES)
    assert care(workspace) == {
        ("period", "E4A", date(2019, 5, 1), date(2021, 2, 1)),
        ("status", "C1", date(2019, 5, 1), date(2019, 9, 2)),
        ("status", "C2", date(2019, 9, 2), date(2019, 9, 20)),
        ("status", "C2", date(2019, 9, 20), date(2021, 2, 1)),
        ("place", "U6", date(2019, 5, 1), date(2020, 1, 6)),
        ("place", "K2", date(2020, 1, 6), date(2020, 2, 3)),
        ("place", "U4", date(2020, 2, 3), date(2021, 2, 1)),
    }


def test_an_annex_tells_when_a_period_of_unknown_start_began(
    workspace: Workspace, tmp_path: Path
) -> None:
    returned(workspace, tmp_path, 2021, *EPISODES[1:])
    imported(workspace, tmp_path, list_8=[looked_after()])
    (period,) = all_of(workspace, CarePeriod)
    assert (period.started_on, period.start_unknown) == (date(2019, 5, 1), False)
