"""Files that the program is started with: a summary opens the team, a shared copy is offered."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop import app, cli
from iro_desktop.reports.summary_file import summary_file
from iro_desktop.services.workspace import create_workspace
from iro_desktop.ui.dialogs.start_sharing import StartSharingDialog
from iro_desktop.ui.first_run import FirstRunWindow
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.opening import FilesToOpen, open_files
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import TEAM
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.single_window import SingleWindow, raise_other_window
from iro_desktop.ui.views.team import TeamView
from tests.desktops import FLOOR, PASSPHRASE, TODAY, WAIT, Start, starting, unlocked, wait_for
from tests.stores import a_workspace
from tests.teams import summary_of_iro
from tests.windows import close_dialogs, main_window


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    with starting(qapp, tmp_path / "settings.ini") as start:
        yield start
    close_dialogs()


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    operations = Operations(a_workspace(tmp_path / "caseload.iro"))
    yield main_window(operations, Settings(tmp_path / "settings.ini"), qtbot)
    close_dialogs()
    operations.close()


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    """The summary of one IRO, as it is sent."""
    path = tmp_path / "One.irosummary"
    path.write_bytes(summary_file(summary_of_iro(1)))
    return path


def team_of(window: MainWindow, qtbot: QtBot) -> TeamView:
    qtbot.waitUntil(lambda: window.pages.key == TEAM, timeout=WAIT)
    view = window.pages.page(TEAM)
    assert isinstance(view, TeamView)
    qtbot.waitUntil(lambda: view.opened is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    return view


@pytest.mark.parametrize(
    "given, opened",
    [
        ([], ()),
        (["Of May.irosummary"], ("Of May.irosummary",)),
        (["IRO Desktop.IROSYNC", "b.irosummary"], ("IRO Desktop.IROSYNC", "b.irosummary")),
    ],
)
def test_paths_alone_open_the_window_on_them(
    given: list[str], opened: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, ...]] = []

    def open_window(_store: None, *, files: tuple[Path, ...]) -> int:
        told.append(tuple(path.name for path in files))
        assert all(path.is_absolute() for path in files)
        return 0

    monkeypatch.setattr(app, "open_window", open_window)
    monkeypatch.setattr(gc, "disable", lambda: None)  # for this process goes on
    assert cli.main(given) == 0
    assert told == [opened]


def test_what_is_no_file_of_ours_is_still_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["letter.docx"])
    assert "invalid choice" in capsys.readouterr().err


def test_a_summary_opens_in_the_team(window: MainWindow, summary: Path, qtbot: QtBot) -> None:
    open_files(window, (summary,))
    view = team_of(window, qtbot)
    assert view.opened is not None
    assert view.opened.paths == (summary,)


@pytest.mark.long
def test_a_summary_waits_for_the_passphrase_and_opens_in_the_team(
    tmp_path: Path, summary: Path, start: Start, qtbot: QtBot
) -> None:
    folder = tmp_path / "caseload.iro"
    create_workspace(
        folder, PASSPHRASE, officer_name="A. Example", fte=1.0, argon=FLOOR, today=lambda: TODAY
    )[0].close()
    desktop = start(folder)
    files = FilesToOpen(desktop)
    files.give((summary, tmp_path / "letter.docx"))
    assert files.waiting == (summary,)
    view = team_of(unlocked(qtbot, desktop), qtbot)
    assert view.opened is not None
    assert view.opened.paths == (summary,)
    assert not files.waiting


def test_a_shared_copy_fills_the_first_step_of_a_second_computer(
    tmp_path: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(tmp_path / "caseload.iro")
    window = wait_for(qtbot, desktop, FirstRunWindow)
    shared = tmp_path / "IRO Desktop.irosync"
    FilesToOpen(desktop).give((shared,))
    assert window.joining is not None
    assert window.joining.place.path() == shared
    assert window.joining.shared.line.hasFocus()


def test_a_shared_copy_is_offered_to_a_file_that_shares_nothing(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    shared = tmp_path / "IRO Desktop.irosync"
    shared.write_bytes(b"whatever is in it")
    open_files(window, (shared,))
    dialog = window.findChild(StartSharingDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.joins, timeout=WAIT)
    assert dialog.place.path() == shared


def start_another(folder: Path, files: tuple[Path, ...], qtbot: QtBot) -> None:
    asking = threading.Thread(target=raise_other_window, args=(folder, files))
    asking.start()
    qtbot.waitUntil(lambda: not asking.is_alive(), timeout=WAIT)


def test_a_second_start_hands_its_files_to_the_window_that_is_there(
    tmp_path: Path, qtbot: QtBot
) -> None:
    single = SingleWindow(tmp_path)
    told: list[object] = []
    asked: list[bool] = []
    single.files_given.connect(told.append)
    single.asked.connect(lambda: asked.append(True))
    given = (tmp_path / "Café.irosummary", tmp_path / "b.irosync")
    start_another(tmp_path, (), qtbot)
    start_another(tmp_path, given, qtbot)
    qtbot.waitUntil(lambda: bool(told) and len(asked) > 1, timeout=WAIT)
    assert told == [given]
    assert asked == [True, True]
    single.close()
