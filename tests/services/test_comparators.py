"""The user's table of figures to compare with, beside those that the program brings."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Comparator
from iro_desktop.services.comparators import (
    ComparatorGoneError,
    ComparatorRow,
    ComparatorTable,
    ShippedComparatorError,
    comparator_table,
    delete_comparator,
    enter_comparator,
    new_comparator,
    shipped_comparators,
)
from iro_desktop.services.imports import ImportResult, run_import
from iro_desktop.services.undo import redo_latest, undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_comparator, a_population
from tests.returns import a_file
from tests.stores import TODAY, a_workspace

RATE = "cp_rate_per_10000"
NEXT_DOOR = a_comparator(2020, "Next door", "neighbour", RATE, 45.1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "store.iro")
    yield workspace
    workspace.close()


def table_of(workspace: Workspace, *, whole_service: bool = True) -> ComparatorTable:
    return comparator_table(
        workspace.snapshot, workspace.practice, TODAY, whole_service=whole_service
    )


def rows_of(workspace: Workspace, measure_id: str = RATE) -> list[ComparatorRow]:
    return [row for row in table_of(workspace).rows if row.record.measure == measure_id]


def values(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(row.year, row.area, row.said) for row in rows_of(workspace)]


def own(workspace: Workspace) -> tuple[Comparator, ...]:
    return workspace.snapshot.of(Comparator)


def test_the_figures_that_the_program_brings_are_the_nine_that_were_verified() -> None:
    found = [(r.measure, r.year_ending_on, r.value) for r in shipped_comparators()]
    assert found == [
        ("cla_number", date(2020, 3, 31), 80_080),
        ("cp_number", date(2020, 3, 31), 51_510),
        (RATE, date(2020, 3, 31), 42.8),
        (RATE, date(2019, 3, 31), 43.7),
        ("s47_rate_per_10000", date(2020, 3, 31), 167.2),
        ("icpc_rate_per_10000", date(2020, 3, 31), 64.4),
        ("cp_over_two_years_ended", date(2020, 3, 31), 3.6),
        ("icpc_in_time", date(2023, 3, 31), 78.4),
        ("icpc_in_time", date(2025, 3, 31), 81.4),
    ]
    for record in shipped_comparators():
        assert (record.area, record.area_kind) == ("England", "country")
        assert record.source.startswith("Department for Education, ")


def test_the_table_shows_all_figures_with_their_units_the_latest_year_first(
    workspace: Workspace,
) -> None:
    enter_comparator(workspace, NEXT_DOOR)
    enter_comparator(workspace, a_population(2020, 251_000))
    table = table_of(workspace)
    assert table.title == "11 figures to compare with"
    assert table.note == (
        "2 of your own, 9 that come with the program. Rates per 10,000 rest on the population of "
        "the year to March 2020."
    )
    assert table.rows[0].said == "251,000 children"
    assert values(workspace) == [
        ("Mar 2020", "England", "42.8 per 10,000"),
        ("Mar 2020", "Next door", "45.1 per 10,000"),
        ("Mar 2019", "England", "43.7 per 10,000"),
    ]
    assert [row.whose for row in rows_of(workspace)] == [
        "Program", "You", "Program",
    ]  # fmt: skip
    assert rows_of(workspace)[0].measure == "Children on a child protection plan per 10,000"


def test_the_table_says_when_a_population_is_missing_or_old(workspace: Workspace) -> None:
    assert table_of(workspace).note == (
        "All of them come with the program. No population of your area is entered, so rates per "
        "10,000 are n/a."
    )
    enter_comparator(workspace, a_population(2019, 247_700))
    assert table_of(workspace).note.endswith(
        "No population is entered for the year to March 2020: rates per 10,000 rest on that of "
        "the year to March 2019."
    )


def test_the_table_of_one_iro_says_that_rates_are_the_whole_services(workspace: Workspace) -> None:
    enter_comparator(workspace, a_population(2020, 251_000))
    assert table_of(workspace, whole_service=False).note == (
        "1 of your own, 9 that come with the program. Rates per 10,000 are the whole service’s: "
        "for one IRO they are n/a."
    )


def test_a_figure_of_ones_own_takes_the_place_of_the_shipped_one_until_it_is_deleted(
    workspace: Workspace,
) -> None:
    before = values(workspace)
    mine = a_comparator(2020, "England", "country", RATE, 42.9)
    comparator_id = enter_comparator(workspace, mine)
    row = rows_of(workspace)[0]
    assert (row.value, row.unit, row.shipped) == ("42.9", "per 10,000", False)
    assert (row.whose, row.instead_of) == ("You", "in place of 42.8")
    assert len(rows_of(workspace)) == len(before)
    delete_comparator(workspace, comparator_id)
    assert values(workspace) == before


def test_what_comes_with_the_program_cannot_be_deleted_nor_what_is_gone(
    workspace: Workspace,
) -> None:
    with pytest.raises(ShippedComparatorError, match="enter your own"):
        delete_comparator(workspace, shipped_comparators()[0].id)
    comparator_id = enter_comparator(workspace, NEXT_DOOR)
    before = own(workspace)[0]
    delete_comparator(workspace, comparator_id)
    with pytest.raises(ComparatorGoneError):
        delete_comparator(workspace, comparator_id)
    with pytest.raises(ComparatorGoneError):
        enter_comparator(workspace, NEXT_DOOR, before=before)


def test_a_figure_that_is_changed_to_another_year_moves_there_and_undo_moves_it_back(
    workspace: Workspace,
) -> None:
    enter_comparator(workspace, NEXT_DOOR)
    (before,) = own(workspace)
    moved = dataclasses.replace(before, year_ending_on=date(2019, 3, 31), value=44.0)
    enter_comparator(workspace, moved, before=before)
    (after,) = own(workspace)
    assert (after.year_ending_on, after.value) == (date(2019, 3, 31), 44.0)
    undo_latest(workspace)
    assert own(workspace) == (before,)
    redo_latest(workspace)
    assert own(workspace) == (after,)


def test_the_same_year_area_and_measure_cannot_be_entered_twice(workspace: Workspace) -> None:
    enter_comparator(workspace, NEXT_DOOR)
    again = dataclasses.replace(NEXT_DOOR, area="NEXT  DOOR", value=1.0)
    with pytest.raises(RefusedError, match="has this year, area and measure already"):
        enter_comparator(workspace, again)
    other = dataclasses.replace(NEXT_DOOR, area="Far away")
    enter_comparator(workspace, other)
    before = next(one for one in own(workspace) if one.area == "Far away")
    with pytest.raises(RefusedError, match="has this year"):
        enter_comparator(workspace, dataclasses.replace(other, area="Next door"), before=before)


@pytest.mark.parametrize(
    "fields,field,sentence",
    [
        ({"area": " "}, "area", "Enter area."),
        ({"area_kind": ""}, "area_kind", "Enter kind of area."),
        ({"measure": ""}, "measure", "Enter measure."),
        ({"value": None}, "value", "Enter value."),
        ({"value": -1.0}, "value", "Value must be between 0 and 100,000,000."),
        (
            {"year_ending_on": date(2019, 12, 31)},
            "year_ending_on",
            "Year ending must be a 31 March: the year of that day ends on 31 March 2020.",
        ),
        (
            {"measure": "icpc_in_time", "value": 784.0},
            "value",
            "Check the value: a percentage is 100 or less.",
        ),
        (
            {"measure": "population_0_17", "value": 0.0},
            "value",
            "Check the value: a population is above 0.",
        ),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(
    workspace: Workspace, fields: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        enter_comparator(workspace, dataclasses.replace(NEXT_DOOR, **fields))  # type: ignore[arg-type]
    (problem,) = refused.value.problems
    assert (problem.field, problem.sentence) == (field, sentence)
    assert own(workspace) == ()


def test_a_new_figure_begins_with_the_latest_year_that_has_ended() -> None:
    assert new_comparator(date(2020, 3, 31)).year_ending_on == date(2020, 3, 31)
    assert new_comparator(date(2020, 3, 30)).year_ending_on == date(2019, 3, 31)


TABLE = (
    "year,area,kind,measure,value,source\n"
    "2020,Next door,neighbour,cp_rate_per_10000,45.1,DfE\n"
    '2020,Us,own,population_0_17,"251,000",ONS\n'
    "2020,Far away,neighbour,cp_rate_per_10000,c,DfE\n"
)  # fmt: skip


def imported(
    workspace: Workspace, folder: Path, text: str, *, dry_run: bool = False
) -> ImportResult:
    return run_import(workspace, "comparators", [a_file(folder, text)], dry_run=dry_run)


def counts(result: ImportResult) -> list[int]:
    found = (result.read, result.new, result.changed, result.unchanged)
    return [one.get("Comparator", 0) for one in found]


def test_a_table_is_imported_in_one_act_that_one_undo_takes_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    planned = imported(workspace, tmp_path, TABLE, dry_run=True)
    assert own(workspace) == ()
    done = imported(workspace, tmp_path, TABLE)
    assert counts(planned) == counts(done) == [2, 2, 0, 0]
    (problem,) = done.problems
    assert (problem.row, "withheld" in problem.sentence) == (4, True)
    assert len(own(workspace)) == 2
    undo_latest(workspace)
    assert own(workspace) == ()


def test_a_second_import_changes_what_differs_and_keeps_what_was_typed(
    workspace: Workspace, tmp_path: Path
) -> None:
    imported(workspace, tmp_path, TABLE)
    assert counts(imported(workspace, tmp_path, TABLE)) == [2, 0, 0, 2]
    later = TABLE.replace("45.1", "45.3").replace("Next door", "NEXT DOOR")
    assert counts(imported(workspace, tmp_path, later)) == [2, 0, 1, 1]
    before = next(one for one in own(workspace) if one.measure == RATE)
    assert (before.area, before.value) == ("Next door", 45.3)
    enter_comparator(workspace, dataclasses.replace(before, value=45.2), before=before)
    result = imported(workspace, tmp_path, TABLE)
    assert counts(result) == [2, 0, 0, 2]
    assert (result.problems[-1].row, result.problems[-1].sentence) == (
        2, "Value: the import says 45.1, but 45.2 was typed here and stays.",
    )  # fmt: skip


def test_a_figure_that_was_deleted_is_new_again_when_its_table_is_imported(
    workspace: Workspace, tmp_path: Path
) -> None:
    imported(workspace, tmp_path, TABLE)
    for record in own(workspace):
        delete_comparator(workspace, record.id)
    assert counts(imported(workspace, tmp_path, TABLE)) == [2, 2, 0, 0]
    assert len(own(workspace)) == 2
