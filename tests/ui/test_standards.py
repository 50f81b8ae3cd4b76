"""Local standards in the window: listed, edited with their effect in sight, imported, exported."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from iro_desktop.domain.measures import MEASURES
from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.services.standards import keep_standards, new_set
from iro_desktop.services.standards_file import export_standards
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.standards import StandardsDialog
from iro_desktop.ui.dialogs.standards_effect import EffectDialog
from iro_desktop.ui.dialogs.standards_form import StandardsFormDialog, form_for
from iro_desktop.ui.dialogs.standards_sections import HINTS, SECTIONS
from iro_desktop.ui.operations import Operations
from tests.caseloads import fill
from tests.stores import TODAY, a_workspace

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
APRIL = date(2019, 4, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    fill(workspace, 12)
    yield workspace
    workspace.close()


def kept(workspace: Workspace, from_on: date, **changed: object) -> str:
    standards = replace(new_set(workspace.practice, from_on, TODAY), **changed)  # type: ignore[arg-type]
    return keep_standards(workspace, standards, today=TODAY)


class Hands:
    """The list of sets, and whatever is open over it."""

    def __init__(self, qtbot: QtBot, operations: Operations) -> None:
        self.qtbot = qtbot
        self.operations = operations
        self.list = StandardsDialog(operations)
        qtbot.addWidget(self.list)
        self.list.open()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.operations.is_settled)

    def form(self) -> StandardsFormDialog:
        (found,) = [one for one in self.list.findChildren(StandardsFormDialog) if one.isVisible()]
        self.settle()
        return found

    def effect(self) -> EffectDialog:
        (found,) = [one for one in self.list.findChildren(EffectDialog) if one.isVisible()]
        self.qtbot.waitUntil(found.primary.isEnabled)
        return found

    def sets(self) -> list[str]:
        return [row.words for row in self.list.rows.all_rows()]


@pytest.fixture
def hands(qtbot: QtBot, operations: Operations) -> Hands:
    return Hands(qtbot, operations)


def test_every_field_stands_in_one_section_and_none_is_called_statutory() -> None:
    asked = ["from_on", *(name for section in SECTIONS for name in section.names)]
    assert sorted(asked) == sorted(about.name for about in fields_of(Standards))
    words = [section.heading + section.note for section in SECTIONS] + list(HINTS.values())
    assert "statut" not in " ".join(words).casefold()


def test_a_new_set_is_made_from_the_day_alone_and_kept_after_its_effect_is_seen(
    hands: Hands, workspace: Workspace
) -> None:
    hands.list.new.click()
    form = hands.form()
    day = form._from.editor("from_on").target()
    assert QApplication.focusWidget() in (day, None)
    QTest.keyClicks(day, "1/4/2019")
    form.sections[0].set_value("caseload_high", 55)
    QTest.keyClick(day, Key.Key_Return, CTRL)
    effect = hands.effect()
    assert effect.windowTitle() == "What this would change"
    assert {row.measure_id for row in effect.rows.all_rows()} == set(MEASURES)
    assert [row.measure_id for row in effect.rows.all_rows() if row.changed] == ["caseload_per_fte"]
    assert workspace.snapshot.of(Standards) == ()
    QTest.keyClick(effect.primary, Key.Key_Return)
    hands.settle()
    assert workspace.practice.on(TODAY).caseload_high == 55
    assert hands.sets() == ["from 1 April 2019", "as the program comes"]
    assert hands.list.table.current_row().words == "from 1 April 2019"


def test_back_keeps_what_was_entered_and_changes_nothing(
    hands: Hands, workspace: Workspace
) -> None:
    hands.list.new.click()
    form = hands.form()
    form._from.set_value("from_on", APRIL)
    form.sections[0].set_value("caseload_high", 55)
    form.save()
    hands.effect().back.click()
    assert form.isVisible()
    assert form.entered().caseload_high == 55
    assert workspace.snapshot.of(Standards) == ()


def test_a_new_set_takes_up_what_was_in_force_on_its_day_until_something_is_entered(
    hands: Hands, workspace: Workspace
) -> None:
    kept(workspace, APRIL, caseload_high=65)
    hands.qtbot.waitUntil(lambda: len(hands.sets()) == 2)
    hands.list.new.click()
    form = hands.form()
    line = form._from.editor("from_on").target()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "1/1/2018")
    assert form.entered().caseload_high == 70
    line.clear()
    QTest.keyClicks(line, "1/1/2020")
    assert form.entered().caseload_high == 65
    form.sections[0].set_value("caseload_high", 61)
    line.clear()
    QTest.keyClicks(line, "1/1/2018")
    assert form.entered().caseload_high == 61


def test_what_cannot_stand_is_said_in_place_and_no_effect_is_shown(hands: Hands) -> None:
    hands.list.new.click()
    form = hands.form()
    form.sections[0].set_value("caseload_high", 40)
    form.sections[1].set_value("targets", (("icpc_in_time", "", "", ""),))
    form.sections[2].set_value("rebases", (("icpc_in_time", "2019-04-01", ""),))
    form.save()
    assert "say why the limits begin anew" in form.sections[2].problem_of("rebases")
    assert "day from which" in form._from.problem_of("from_on")
    assert "50 or more" in form.sections[0].problem_of("caseload_high")
    assert "row 1: give a target" in form.sections[1].problem_of("targets")
    assert len(form.summary.links()) == 4
    assert not form.findChildren(EffectDialog)


def test_the_default_opens_as_a_new_set_and_cannot_be_deleted(hands: Hands) -> None:
    assert hands.list.table.current_row().is_default
    assert not hands.list.delete.isEnabled()
    hands.list.open_set.click()
    form = hands.form()
    assert form.windowTitle() == "New local standards"
    assert form.entered() == form_for(DEFAULT_STANDARDS)


def test_a_set_is_changed_and_deleted_with_its_effect(hands: Hands, workspace: Workspace) -> None:
    kept(workspace, APRIL, monitoring_target=70.0)
    hands.qtbot.waitUntil(lambda: len(hands.sets()) == 2)
    hands.list.table.select_key(hands.list.rows.all_rows()[0].standards.id)
    QTest.keyClick(hands.list.table, Key.Key_Return)
    form = hands.form()
    assert form.windowTitle() == "Local standards from 1 April 2019"
    form.sections[0].set_value("monitoring_target", 75.0)
    form.save()
    hands.effect().primary.click()
    hands.settle()
    assert workspace.practice.on(TODAY).monitoring_target == 75
    assert hands.operations.session.undo == "change the standards from 1 April 2019"
    hands.list.delete.click()
    hands.effect().primary.click()
    hands.settle()
    assert workspace.practice.on(TODAY) == DEFAULT_STANDARDS
    assert hands.sets() == ["as the program comes"]
    assert hands.list.notice.text() == "The standards from 1 April 2019 are deleted."


def test_a_link_leads_to_its_section(hands: Hands) -> None:
    hands.list.new.click()
    form = hands.form()
    form.go_to(form.sections[-1])
    assert form.frame.scrolled.verticalScrollBar().value() > 500


def test_what_was_typed_is_there_again_after_a_lock(
    qtbot: QtBot, operations: Operations, workspace: Workspace
) -> None:
    standards = form_for(DEFAULT_STANDARDS)
    form = StandardsFormDialog(operations, standards)
    qtbot.addWidget(form)
    form.open()
    qtbot.waitUntil(lambda: operations.is_settled)
    form._from.set_value("from_on", APRIL)
    form.sections[7].set_value("themes", ("Delay: ours",))
    assert form._draft is not None
    form._draft.keep()
    qtbot.waitUntil(lambda: operations.is_settled)
    again = StandardsFormDialog(operations, standards)
    qtbot.addWidget(again)
    again.open()
    qtbot.waitUntil(lambda: operations.is_settled)
    assert again.entered().themes == ("Delay: ours",)
    assert again.entered().from_on == APRIL
    assert workspace.snapshot.of(Standards) == ()


def test_a_settings_file_is_exported_previewed_imported_and_then_does_nothing(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    other = a_workspace(tmp_path / "other.iro")
    path = tmp_path / "council.irostandards"
    try:
        kept(other, APRIL, caseload_high=60)
        export_standards(other, path)
    finally:
        other.close()
    hands.list.import_from(path)
    hands.settle()
    effect = hands.effect()
    assert effect._lines.text().splitlines() == [
        "1 new set of standards.",
        "From 1 April 2019: new.",
    ]
    assert workspace.snapshot.of(Standards) == ()
    effect.primary.click()
    hands.settle()
    assert workspace.practice.on(TODAY).caseload_high == 60
    assert hands.list.notice.text().startswith("The standards are imported.")
    hands.list.import_from(path)
    hands.settle()
    assert hands.list.notice.text() == (
        "These standards are in your file already: nothing would change."
    )
    out = tmp_path / "ours.irostandards"
    hands.list.export_to(out)
    hands.settle()
    assert out.read_bytes() == path.read_bytes()
    assert "no case data is in it" in hands.list.notice.text()


def test_a_bad_file_is_said_in_the_dialog_and_changes_nothing(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "letter.irostandards"
    path.write_text("Dear all", encoding="utf-8")
    hands.list.import_from(path)
    hands.settle()
    assert hands.list.error.text().startswith("letter.irostandards is no settings file")
    assert workspace.snapshot.of(Standards) == ()
