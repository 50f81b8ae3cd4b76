"""The yearly report step by step, by keyboard: nothing typed is lost, and its files are written."""

from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.measures import Period
from iro_desktop.domain.records import Commentary, Priority
from iro_desktop.domain.yearly_report import SectionKey
from iro_desktop.services.commentaries import keep_commentary
from iro_desktop.services.priorities import keep_list, priorities_for
from iro_desktop.services.team_sample import sample_team
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.store import Store
from iro_desktop.ui.dialogs.comparators import ComparatorsDialog
from iro_desktop.ui.dialogs.yearly_report import YearlyReportDialog
from iro_desktop.ui.pages import TEAM
from iro_desktop.ui.views.team import TeamView
from tests.caseloads import fill
from tests.hands import CTRL, Hands, Key
from tests.stores import DATA_KEY, TODAY, a_workspace, ticks
from tests.windows import close_dialogs

YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
BEFORE = Period(date(2018, 4, 1), date(2019, 3, 31))
OVERSIGHT, PRIORITIES, LAST = 4, 6, 7


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 8)
    return workspace


def opened(hands: Hands) -> YearlyReportDialog:
    hands.window.do("yearly_report")
    dialog = hands.in_front(YearlyReportDialog)
    hands.wait(lambda: hands.window.operations.is_settled)
    return dialog


def gone_to(dialog: YearlyReportDialog, step: int, hands: Hands) -> YearlyReportDialog:
    dialog.go(step)
    hands.wait(lambda: dialog.at == step and hands.window.operations.is_settled)
    return dialog


def words_on_file(workspace: Workspace) -> dict[str, str]:
    return {one.section: one.words for one in workspace.snapshot.of(Commentary)}


def test_from_the_first_step_to_the_last_by_keyboard(
    hands: Hands, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(hands)
    assert QApplication.focusWidget() is dialog.start.span
    assert dialog.start.period() == YEAR
    hands.press(Key.Key_PageDown, CTRL)
    assert dialog.at == 1
    hands.tab_to_button("Next")
    hands.press(Key.Key_Return)
    hands.wait(lambda: dialog.at == 2)
    assert QApplication.focusWidget() is dialog.writing.words[0].text
    hands.write("A good year.")
    while (step := dialog.at) < LAST:
        hands.press(Key.Key_PageDown, CTRL)
        hands.wait(lambda: dialog.at > step)
    assert words_on_file(workspace) == {"looked_after": "A good year."}
    hands.wait(lambda: dialog.pages.pages is not None)
    assert "A good year." in dialog.pages.sheets.accessibleDescription()
    assert QApplication.focusWidget() is dialog.pages.sheets
    hands.tab_to_button("Save the Word document…")
    hands.press(Key.Key_Return)
    (asking,) = dialog.findChildren(QFileDialog)
    assert asking.selectedFiles()[0].endswith("Annual Report 2019–20.docx")
    with qtbot.waitSignal(dialog.said) as heard:
        asking.fileSelected.emit(str(tmp_path / "r.docx"))
    asking.close()
    assert heard.args[0].startswith("r.docx is written: ")
    texts = [one.text for one in docx.Document(str(tmp_path / "r.docx")).paragraphs]
    assert "A good year." in texts
    hands.wait(lambda: hands.window.operations.is_settled)
    assert dialog.isVisible()  # the other forms may be wanted too
    close_dialogs()


def test_slides_are_seen_and_written_and_a_failure_is_said(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands)
    dialog.pages.ways.choose("slides")
    gone_to(dialog, LAST, hands)
    assert dialog.frame.save.text() == "&Save the slides…"
    dialog.save_to(tmp_path / "s.pdf")
    hands.wait(lambda: "s.pdf is written" in dialog.pages._done.text())
    assert (tmp_path / "s.pdf").read_bytes()[:4] == b"%PDF"
    hands.wait(dialog.frame.save.isEnabled)
    dialog.save_to(tmp_path / "no" / "r.pdf")
    hands.wait(lambda: "could not be written" in dialog.frame.error.text())
    hands.wait(dialog.frame.save.isEnabled)
    close_dialogs()


def test_the_keyboard_comes_back_to_the_button_where_the_work_failed(
    hands: Hands, tmp_path: Path
) -> None:
    dialog = gone_to(opened(hands), LAST, hands)
    dialog.frame.save.setFocus()
    dialog.save_to(tmp_path / "no" / "r.docx")
    assert QApplication.focusWidget() is not dialog.frame.save
    hands.wait(lambda: "could not be written" in dialog.frame.error.text())
    hands.wait(dialog.frame.save.isEnabled)
    assert QApplication.focusWidget() is dialog.frame.save
    close_dialogs()


def test_escape_keeps_what_was_typed_and_the_next_time_it_is_there(
    hands: Hands, workspace: Workspace
) -> None:
    dialog = gone_to(opened(hands), OVERSIGHT, hands)
    hands.write("Two posts were vacant.")
    hands.press(Key.Key_Escape)
    hands.wait(lambda: QApplication.activeModalWidget() is None)
    assert words_on_file(workspace) == {"oversight": "Two posts were vacant."}
    dialog = gone_to(opened(hands), OVERSIGHT, hands)
    assert dialog.writing.words[2].words() == "Two posts were vacant."
    assert not dialog.writing.restored.isVisible()
    close_dialogs()


def test_a_lock_keeps_what_was_typed_as_a_draft(hands: Hands, workspace: Workspace) -> None:
    gone_to(opened(hands), OVERSIGHT, hands)
    hands.write("Two posts")
    folder = workspace.folder
    hands.window.operations.close()
    store = Store.open(folder, DATA_KEY, clock=ticks())
    kept = store.local("draft:form:yearly-report:2019-04-01:2020-03-31")
    store.close()
    assert kept is not None
    assert "Two posts" in kept


def test_a_draft_comes_back_and_is_said_not_to_be_kept_yet(
    hands: Hands, workspace: Workspace
) -> None:
    first = gone_to(opened(hands), OVERSIGHT, hands)
    hands.write("Two posts")
    assert first.writing._draft is not None
    first.writing._draft.keep()
    first.hide()
    first.deleteLater()
    dialog = gone_to(opened(hands), OVERSIGHT, hands)
    assert dialog.writing.words[2].words() == "Two posts"
    assert dialog.writing.restored.isVisible()
    gone_to(dialog, OVERSIGHT + 1, hands)
    assert words_on_file(workspace) == {"oversight": "Two posts"}
    assert not dialog.writing.restored.isVisible()
    close_dialogs()


def test_last_years_words_are_offered_and_begun_with(hands: Hands, workspace: Workspace) -> None:
    keep_commentary(workspace, SectionKey.OVERSIGHT, BEFORE, "It was a hard year.")
    dialog = gone_to(opened(hands), OVERSIGHT, hands)
    step = dialog.writing.words[2]
    assert step.offer.isVisible()
    assert step.words() == ""
    hands.tab_to_button("Begin with these words")
    hands.press(Key.Key_Return)
    assert QApplication.focusWidget() is step.text
    assert not step.offer.isVisible()
    gone_to(dialog, OVERSIGHT + 1, hands)
    assert [one.words for one in workspace.snapshot.of(Commentary)].count(
        "It was a hard year."
    ) == 2
    close_dialogs()


def test_priorities_are_told_set_again_and_added(hands: Hands, workspace: Workspace) -> None:
    books = Priority(id="", words="A book for every child")
    keep_list(workspace, BEFORE, [books], today=TODAY)
    dialog = gone_to(opened(hands), PRIORITIES, hands)
    step = dialog.writing.priorities
    assert step is not None
    step.states[0].editor("state").target().setFocus()
    for _ in range(2):
        hands.press(Key.Key_Right)
    hands.tab_to("What was done")
    hands.write("All have one.")
    hands.tab_to_button("Set it again for the year ahead")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)  # twice is once
    hands.tab_to_button("Add a priority")
    hands.press(Key.Key_Return)
    hands.write("Fewer late conferences")
    gone_to(dialog, PRIORITIES - 1, hands)
    (before,) = priorities_for(workspace, BEFORE)
    assert (before.state_on, before.progress) == (TODAY, "All have one.")
    assert before.state in ("under_way", "done")
    ahead = [one.words for one in priorities_for(workspace, YEAR)]
    assert ahead == ["A book for every child", "Fewer late conferences"]
    gone_to(dialog, PRIORITIES, hands)
    position = workspace.snapshot.position
    gone_to(dialog, PRIORITIES - 1, hands)
    assert workspace.snapshot.position == position  # nothing changed, nothing is kept again
    close_dialogs()


def test_other_days_are_asked_for_and_wrong_ones_said(hands: Hands) -> None:
    dialog = opened(hands)
    dialog.start.span.setCurrentIndex(dialog.start.span.count() - 1)
    assert dialog.start.first.isVisible()
    QTest.keyClicks(dialog.start.first.target(), "1/4/2019")
    QTest.keyClicks(dialog.start.last.target(), "1/3/2019")
    dialog.go(2)
    assert dialog.frame.error.isVisible()
    assert (dialog.at, dialog.frame.steps.chosen()) == (0, "0")
    close_dialogs()


def test_what_is_not_ticked_makes_another_report(hands: Hands) -> None:
    dialog = gone_to(opened(hands), 2, hands)
    first = dialog._report
    gone_to(dialog, 1, hands)
    gone_to(dialog, 2, hands)
    assert dialog._report is first
    gone_to(dialog, 1, hands)
    dialog.compared.ticks["country:england"].click()
    gone_to(dialog, 2, hands)
    assert dialog._report is not first
    close_dialogs()
    again = opened(hands)
    assert again.compared.unnamed() == {"country:england"}
    gone_to(again, 1, hands)
    again.compared.link.click()
    hands.in_front(ComparatorsDialog)
    close_dialogs()


def test_the_team_that_is_open_is_offered(hands: Hands) -> None:
    hands.window.show_view(TEAM)
    hands.page(TeamView).show_team(sample_team(TODAY))
    hands.wait(lambda: hands.window.operations.is_settled)
    dialog = opened(hands)
    assert len(dialog.start.who.buttons()) == 2
    dialog.start.who.button(1).click()
    gone_to(dialog, 2, hands)
    assert dialog._report is not None
    assert dialog._report.whose == "The team"
    close_dialogs()


def test_the_steps_at_the_side_lead_there_and_arrows_stay_in_them(hands: Hands) -> None:
    dialog = gone_to(opened(hands), 2, hands)
    dialog.frame.steps.setFocus()
    hands.press(Key.Key_Down)
    hands.wait(lambda: dialog.at == 3)
    assert QApplication.focusWidget() is dialog.frame.steps
    close_dialogs()
