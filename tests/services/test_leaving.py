"""What leaves as files: what is shown first is what is written, and it is noted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from iro_desktop.domain.records import AccessEvent
from iro_desktop.services.leaving import FORMS, Asked
from iro_desktop.services.summary import summary_spans
from iro_desktop.services.workspace import Workspace
from tests.caseloads import fill
from tests.stores import TODAY, a_workspace

YEAR = summary_spans(TODAY)[1].period


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = a_workspace(tmp_path / "store")
    fill(found, 12)
    yield found
    found.close()


@pytest.mark.parametrize("key", ["export_workbook", "export_csv", "export_diary"])
def test_it_is_shown_then_written_and_noted(workspace: Workspace, tmp_path: Path, key: str) -> None:
    leaving = FORMS[key].make(workspace, Asked(YEAR))
    assert leaving.rows
    assert all(len(row.cells) == len(FORMS[key].heads) - 1 for row in leaving.rows)
    assert not [one for one in workspace.snapshot.of(AccessEvent) if one.what == "export"]
    said = leaving.write(workspace, tmp_path / leaving.name)
    assert leaving.name in said
    assert (tmp_path / leaving.name).stat().st_size > 0
    assert len([one for one in workspace.snapshot.of(AccessEvent) if one.what == "export"]) == 1
    if key != "export_workbook":
        return
    book = load_workbook(tmp_path / leaving.name, read_only=True)
    cells = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert {row.what for row in leaving.rows} <= cells


def test_for_sharing_small_counts_are_hidden_in_what_is_shown_too(workspace: Workspace) -> None:
    within = FORMS["export_csv"].make(workspace, Asked(YEAR))
    beyond = FORMS["export_csv"].make(workspace, Asked(YEAR, shared_beyond=True))
    assert not any("c" in row.cells[1].split() for row in within.rows)
    assert any("c" in row.cells[1].split() for row in beyond.rows)
    assert "for sharing" in beyond.name


def test_standards_are_noted_as_they_leave(workspace: Workspace, tmp_path: Path) -> None:
    leaving = FORMS["export_standards"].make(workspace, Asked(YEAR))
    leaving.write(workspace, tmp_path / leaving.name)
    notes = [one.note for one in workspace.snapshot.of(AccessEvent)]
    assert "standards, 1 set" in notes
