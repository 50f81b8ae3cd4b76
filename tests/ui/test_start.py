"""The start: the first main window is filled without what only dialogs and other pages need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from iro_desktop.services.workspace import create_workspace
from iro_desktop.storage.encryption import Argon

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"
LATER = {
    "a dialog": "iro_desktop.ui.dialogs",
    "forms": "iro_desktop.ui.form_dialog",
    "fields of forms": "iro_desktop.ui.fields",
    "the guide": "iro_desktop.domain.guide",
    "the help window": "iro_desktop.ui.help_window",
    "documents": "iro_desktop.reports",
    "the yearly report": "iro_desktop.domain.yearly_report",
    "rounds with the shared copy": "iro_desktop.sync.round",
    "sharing": "iro_desktop.services.sharing",
    "backups": "iro_desktop.storage.backup",
    "erasing": "iro_desktop.services.erasing",
    "charts of the team": "iro_desktop.domain.team_charts",
    "charts of oversight": "iro_desktop.domain.oversight_charts",
    "control charts": "iro_desktop.domain.control_charts",
    "the measures page": "iro_desktop.services.measures_page",
    "the command line": "iro_desktop.cli.parser",
    "workbooks": "python_calamine",
    "documents of Word": "docx",
    "spreadsheets": "xlsxwriter",
    "PDF": "typst",
    "calendars": "icalendar",
}
"""What is loaded when it is first asked for -> its package or module."""

PROGRAM = """
import os, sys
from pathlib import Path
from iro_desktop import app as program

def fail(kind, error, trace):
    sys.__excepthook__(kind, error, trace)
    os._exit(1)

sys.excepthook = fail
app = program.make_application()
desktop = program.Desktop(app, Path(sys.argv[1]), program.Settings())
"""

FIRST_PAINT = """
def on_painted():
    heavy = {"sqlalchemy", "sqlcipher3", "cryptography", "pyqtgraph", "numpy", "filelock"}
    ours = {"iro_desktop.services.workspace", "iro_desktop.domain.records"}
    print("window", desktop.window is not None and desktop.window.isVisible())
    print("early", sorted((heavy | ours) & set(sys.modules)))

def on_loaded():
    print("later", sorted({"sqlalchemy", "pyqtgraph"} & set(sys.modules)))
    desktop.end()

desktop.start()
desktop.window.first_painted.disconnect()
desktop.window.first_painted.connect(on_painted)
desktop.window.first_painted.connect(desktop.load)
desktop.loaded.connect(on_loaded)
app.exec()
"""

FILLED = """
def on_filled():
    print(*sorted(name for name in sys.modules if "." not in name or name.startswith("iro_desk")))
    desktop.end()

desktop.main_shown.connect(lambda main: main.filled.connect(on_filled))
desktop.start(sys.argv[2])
app.exec()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of its own that is there already."""
    folder = tmp_path_factory.mktemp("start") / "caseload.iro"
    create_workspace(folder, PASSPHRASE, officer_name="IRO 1", argon=FLOOR)[0].close()
    return folder


def said(code: str, settings: Path, *arguments: str) -> str:
    """Return what the program says that is started in a process of its own and watched by code."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM + code, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(settings)},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("exists", [True, False], ids=["unlock", "first run"])
def test_nothing_heavy_is_loaded_before_the_first_paint(
    exists: bool, folder: Path, tmp_path: Path
) -> None:
    opened = folder if exists else tmp_path / "new.iro"
    assert said(FIRST_PAINT, tmp_path, str(opened)).splitlines() == [
        "window True",
        "early []",
        "later ['pyqtgraph', 'sqlalchemy']",
    ]


def test_the_first_main_window_loads_nothing_that_waits_to_be_asked_for(
    folder: Path, tmp_path: Path
) -> None:
    loaded = said(FILLED, tmp_path, str(folder), PASSPHRASE).split()
    assert {"iro_desktop.ui.main_window", "iro_desktop.ui.views.caseload", "pyqtgraph"} <= set(
        loaded
    )
    early = {what for what, name in LATER.items() if name in loaded}
    assert not early


def test_what_is_to_load_later_is_there_to_be_loaded() -> None:
    look = (
        "import sys; from importlib.util import find_spec;"
        "print(*(name for name in sys.argv[1:] if find_spec(name) is None))"
    )
    done = subprocess.run(
        [sys.executable, "-c", look, *LATER.values()], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not done.stdout.split()
