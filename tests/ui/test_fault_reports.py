"""The list of fault reports, and a fault that finds its way into it; About names the policy."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.services.fault_reports import keep_report, kept_reports
from iro_desktop.ui.dialogs.about import AboutDialog
from iro_desktop.ui.dialogs.fault_reports import FaultReportsDialog
from iro_desktop.ui.dialogs.remove import RemoveDialog
from iro_desktop.ui.kept_faults import KeptFaults
from iro_desktop.ui.operations import Operations
from tests.hands import Hands
from tests.stores import a_workspace
from tests.windows import press_button

REPORT = "IRO Desktop 0.1.0\nValueError\n  iro_desktop.ui.desktop:12 start"


def test_the_reports_are_listed_copied_and_forgotten(hands: Hands) -> None:
    now = datetime(2020, 3, 31, 9, tzinfo=UTC)
    hands.window.operations.run(lambda workspace: keep_report(workspace, REPORT, now))
    hands.window.do("fault_reports")
    dialog = hands.in_front(FaultReportsDialog)
    hands.wait(lambda: dialog.text.toPlainText() == REPORT)
    press_button(dialog, "Copy the report")
    assert QGuiApplication.clipboard().text() == REPORT
    press_button(dialog, "Forget all")
    hands.wait(lambda: dialog.rows.total == 0 and not dialog.copy.isVisible())


def test_a_report_waits_until_a_store_is_open_and_is_kept_once(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    del qapp
    faults = KeptFaults()
    faults.keep(REPORT)
    faults.keep(REPORT)
    operations = Operations(a_workspace(tmp_path / "s.iro"))
    faults.begin(operations)
    faults.keep("another")
    found: list[list[str]] = []
    operations.run(lambda w: [one.text for one in kept_reports(w)], done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [["another", REPORT]]
    operations.close()
    faults.keep("a third")  # the store is closed: it waits


def test_about_says_whether_a_council_policy_is_in_force(hands: Hands) -> None:
    hands.window.do("about")
    dialog = hands.in_front(AboutDialog)
    assert "council policy" in dialog.policy.text()


def test_removing_asks_for_the_passphrase_and_says_what_it_cannot_do(hands: Hands) -> None:
    hands.window.do("remove")
    dialog = hands.in_front(RemoveDialog)
    press_button(dialog, "Remove it")
    assert dialog.passphrase.error == "Type the passphrase that opens this file now."
    hands.write("not this one")
    press_button(dialog, "Remove it")
    hands.wait(lambda: "not the passphrase" in dialog.passphrase.error)
    assert dialog.go.isEnabled()
