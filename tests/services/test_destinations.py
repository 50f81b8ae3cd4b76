"""What is written for others on a removable drive: asked about, forbidden, or let go."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iro_desktop.domain.measures import Period
from iro_desktop.domain.paper import Document
from iro_desktop.domain.records import ImportMapping
from iro_desktop.services import destinations, sharing, sharing_status
from iro_desktop.services.access import view_log
from iro_desktop.services.chart_export import charts_of, export_chart, export_charts
from iro_desktop.services.destinations import (
    RemovableDriveError,
    question_about,
    require_agreed,
)
from iro_desktop.services.diary_export import export_diary
from iro_desktop.services.handover import export_handover
from iro_desktop.services.leaving import FORMS, Asked
from iro_desktop.services.mapping_files import export_mapping
from iro_desktop.services.policy import NotAllowedError
from iro_desktop.services.printing import write_pdf
from iro_desktop.services.restoring import restore
from iro_desktop.services.safekeeping import back_up, back_up_daily
from iro_desktop.services.standards_file import export_standards
from iro_desktop.services.subject_access import everything_about, write_everything
from iro_desktop.services.what_if import write_plan
from iro_desktop.services.workspace import Workspace, create_workspace
from iro_desktop.services.yearly_report import report_of, write_report
from tests.builders import an_id
from tests.caseloads import fill
from tests.policies import Put
from tests.quick_keys import FLOOR
from tests.stores import OFFICER_ID, TODAY, a_workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a stick as Linux tells of it")
NOW = datetime(2020, 3, 31, 9, tzinfo=UTC)
SECRET = "four shared herons fly"
PERIOD = Period(TODAY.replace(month=1, day=1), TODAY)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    yield workspace
    workspace.close()


Way = Callable[[Workspace, Path], object]


def _leaving(key: str, name: str) -> Way:
    def write(workspace: Workspace, folder: Path) -> object:
        return FORMS[key].make(workspace, Asked(PERIOD)).write(workspace, folder / name)

    return write


def _child_id(workspace: Workspace) -> str:
    return next(iter(workspace.snapshot.cases))


def _all_of_a_child(workspace: Workspace, folder: Path) -> object:
    found = everything_about(workspace, _child_id(workspace))
    return write_everything(workspace, found, folder / "all.json")


def _handover(workspace: Workspace, folder: Path) -> object:
    return export_handover(
        workspace, [_child_id(workspace)], TODAY, folder, today=TODAY, to="IRO 2", argon=FLOOR
    )


def _chart(workspace: Workspace, folder: Path) -> object:
    return export_chart(workspace, charts_of(workspace, TODAY)[0].series, folder / "c.svg")


WAYS: dict[str, Way] = {
    "document": lambda w, f: write_pdf(
        w, Document("Sheet", TODAY, ()), f / "s.pdf", at=NOW, name="Sheet"
    ),
    "diary": lambda w, f: export_diary(w, f / "d.ics", at=NOW, from_on=TODAY),
    "plan": lambda w, f: write_plan(w, {_child_id(w): OFFICER_ID}, TODAY, f / "p.csv"),
    "everything": _all_of_a_child,
    "handover": _handover,
    "standards": lambda w, f: export_standards(w, f / "l.irostandards"),
    "mapping": lambda w, f: export_mapping(
        w, ImportMapping(id=an_id(), name="M"), f / "m.iromapping"
    ),
    "chart": _chart,
    "charts": lambda w, f: export_charts(w, f / "charts", charts_of(w, TODAY)[:1]),
    "report": lambda w, f: write_report(w, report_of(w, PERIOD), f / "r.docx"),
    "summary": _leaving("export_summary", "k.irosummary"),
    "workbook": _leaving("export_workbook", "w.xlsx"),
    "csv": _leaving("export_csv", "w.csv"),
    "pages": _leaving("export_pages", "w.pdf"),
    "backup": lambda w, f: back_up(w, f / "b.irobackup"),
    "shared copy": lambda w, f: sharing.start(w, f, SECRET, now=NOW, argon=FLOOR),
}


SLOW = ("document", "chart", "charts", "report", "summary", "workbook", "csv", "pages")
"""Ways that count or set much before they write."""


@pytest.mark.parametrize(
    "names", [sorted(WAYS.keys() - SLOW), pytest.param(SLOW, marks=pytest.mark.long)]
)
def test_a_policy_that_forbids_it_lets_nothing_out_on_a_removable_drive(
    names: tuple[str, ...], put: Put, workspace: Workspace, stick: Path
) -> None:
    put("removable_drives = false")
    position = workspace.snapshot.position
    for name in names:
        with pytest.raises(NotAllowedError, match="does not allow files on removable drives"):
            WAYS[name](workspace, stick)
        assert list(stick.iterdir()) == [], name
    assert workspace.snapshot.position == position
    assert not view_log(workspace)
    assert not sharing_status.is_shared(workspace)
    assert back_up_daily(workspace, NOW) is not None  # in the store's own folder


@pytest.mark.parametrize("name", ["diary", "everything", "backup", "shared copy"])
def test_a_policy_that_forbids_it_says_nothing_of_other_drives(
    name: str, put: Put, workspace: Workspace, stick: Path, tmp_path: Path
) -> None:
    put("removable_drives = false")
    other = tmp_path / "Other"
    other.mkdir()
    WAYS[name](workspace, other)
    assert len(list(other.iterdir())) == 1
    assert list(stick.iterdir()) == []


def test_a_shared_copy_from_before_the_policy_is_written_no_more(
    put: Put, workspace: Workspace, stick: Path
) -> None:
    WAYS["shared copy"](workspace, stick)
    before = {one: one.read_bytes() for one in stick.iterdir()}
    put("removable_drives = false")
    with pytest.raises(NotAllowedError):
        sharing.share(workspace, now=NOW)
    assert {one: one.read_bytes() for one in stick.iterdir()} == before


def test_no_store_is_made_on_a_removable_drive_where_the_policy_forbids_it(
    put: Put, workspace: Workspace, stick: Path, tmp_path: Path
) -> None:
    backup = back_up(workspace, tmp_path / "b.irobackup")
    put("removable_drives = false")
    with pytest.raises(NotAllowedError):
        create_workspace(stick / "n.iro", "three quiet herons", officer_name="IRO 1")
    with pytest.raises(NotAllowedError):
        restore(backup, stick / "n.iro", "three quiet herons")
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize(
    "name, ending, said",
    [
        ("d.ics", "", "not encrypted"),
        ("b.irobackup", "", "passphrase or the recovery code"),
        ("h.IROHANDOVER", "", "Do not keep them with the drive"),
        ("", ".irosync", "The shared copy is encrypted"),
        ("", "", "not encrypted"),  # a folder of charts
    ],
)
def test_the_question_says_what_it_is_and_who_can_read_it(
    name: str, ending: str, said: str, put: Put, stick: Path, tmp_path: Path
) -> None:
    what, who = question_about(stick / name, ending)
    assert what.startswith(f"{stick} is on a removable drive: a stick")
    assert "get lost" in what
    assert said in who
    assert question_about(tmp_path / name, ending) == ()
    for settled in ("true", "false"):
        put(f"removable_drives = {settled}")
        assert question_about(stick / name, ending) == ()


def test_without_a_window_one_agrees_beforehand_and_not_against_the_policy(
    put: Put, stick: Path
) -> None:
    with pytest.raises(RemovableDriveError, match="add --allow-removable"):
        require_agreed(stick / "d.ics", agreed=False)
    require_agreed(stick / "d.ics", agreed=True)
    put("removable_drives = true")
    require_agreed(stick / "d.ics", agreed=False)
    put("removable_drives = false")
    with pytest.raises(NotAllowedError):
        require_agreed(stick / "d.ics", agreed=True)


def test_services_write_files_for_others_by_the_one_way_out() -> None:
    folder = Path(destinations.__file__).parent
    found = {one.name for one in folder.glob("*.py") if "replace_file" in one.read_text("utf-8")}
    assert found == {"destinations.py"}
