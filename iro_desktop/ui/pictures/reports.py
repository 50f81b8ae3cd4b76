"""The Reports page, what each of its acts shows, and every step of the yearly report."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.records import Priority
from iro_desktop.domain.yearly_report import Bullet, ReportSection, SectionKey
from iro_desktop.services.report_wizard import WrittenWords
from iro_desktop.services.team_sample import sample_team
from iro_desktop.ui.dialogs.leaving import LeavingDialog
from iro_desktop.ui.dialogs.yearly_report import YearlyReportDialog
from iro_desktop.ui.dialogs.yearly_report_priorities import PrioritiesStep
from iro_desktop.ui.dialogs.yearly_report_words import WordsStep
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pages import CASELOAD, REPORTS
from iro_desktop.ui.pictures.camera import Camera, shown
from iro_desktop.ui.tab_order import ReadInOrder

_STEP: Final = QSize(820, 520)
_LAST_YEAR: Final = (
    "Two posts were vacant until September, and checks between reviews were done by those who "
    "covered them. Since then every check is booked at the review before it."
)
_WAYS: Final = ("export_pages", "export_workbook")
_STEPS: Final = (
    "days", "compared", "looked-after", "protection", "oversight", "recommended", "priorities",
    "pages",
)  # fmt: skip


def draw_reports(camera: Camera, window: MainWindow) -> None:
    """Draw the page, the dialogs that show what will leave, and the yearly report."""
    window.show_view(REPORTS)
    camera.wait_for(window)
    window.pages.take_keyboard()
    camera.take("reports", window)
    for key in _WAYS:
        dialog = LeavingDialog(window.operations, key, window)
        dialog.open()
        camera.wait_for(window)
        camera.take_and_close(f"dialog-{key.replace('_', '-')}", dialog)
    _draw_yearly(camera, window)
    window.show_view(CASELOAD)
    camera.settle()


def _draw_yearly(camera: Camera, window: MainWindow) -> None:
    team = sample_team(window.operations.session.today)
    dialog = YearlyReportDialog(window.operations, window, team=team)
    dialog.open()
    camera.wait_for(window)
    dialog.pages.ways.choose("slides")  # sooner set than the whole report
    for at, name in enumerate(_STEPS):
        dialog.go(at)
        camera.wait_for(window)
        camera.take(f"dialog-yearly-{name}", dialog)
    dialog.hide()
    dialog.deleteLater()
    camera.settle()
    _draw_last_years(camera, window)


def _draw_last_years(camera: Camera, window: MainWindow) -> None:
    """Draw the steps as they stand with the words and the priorities of the year before."""
    section = ReportSection(
        SectionKey.OVERSIGHT,
        "IRO Oversight and Assurance",
        (Bullet("monitoring_between_reviews", "Checks between reviews are just below 80%"),),
    )
    words = WordsStep(section, WrittenWords("", _LAST_YEAR), read_only=False)
    today = window.operations.session.today
    set_last = (
        Priority(id="1", words="A life story book for every child by the third review",
                 state="under_way", state_on=today, progress="34 of 47 children have one."),
        Priority(id="2", words="Checks between reviews in every case"),
    )  # fmt: skip
    set_now = (Priority(id="3", words="Fewer initial conferences after the 15th working day"),)
    priorities = PrioritiesStep(set_last, set_now, today)
    for name, step in (("words", words), ("priorities", priorities)):
        step.setContentsMargins(24, 24, 24, 24)
        alone = _Alone()
        column = QVBoxLayout(alone)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(step)
        with shown(alone, _STEP):
            camera.take(f"yearly-last-years-{name}", alone)


class _Alone(ReadInOrder, QWidget):
    """A step by itself, with the order of Tab that it has in its dialog."""
