"""Every form of the window: wrong and missing answers said in place, all kept, nothing recorded."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import ChildRecord, ImportMapping, Meeting, SavedFilter
from iro_desktop.services.child_records import ENTERING
from iro_desktop.services.comparators import comparator_table
from iro_desktop.services.meetings import book_meeting
from iro_desktop.services.snooze import to_put_off
from iro_desktop.ui import dialogs
from iro_desktop.ui.dialogs.challenge import open_challenge, open_wording
from iro_desktop.ui.dialogs.check import open_check
from iro_desktop.ui.dialogs.child import ChildDialog
from iro_desktop.ui.dialogs.comparator import ComparatorDialog
from iro_desktop.ui.dialogs.details import DetailsDialog
from iro_desktop.ui.dialogs.escalation_acts import (
    open_again,
    open_cafcass,
    open_outcome,
    open_partnership,
    open_reply,
)
from iro_desktop.ui.dialogs.feedback import FeedbackDialog
from iro_desktop.ui.dialogs.good_practice import open_good_practice
from iro_desktop.ui.dialogs.hand_over import HandOverDialog
from iro_desktop.ui.dialogs.mappings import MappingNameDialog
from iro_desktop.ui.dialogs.meeting import CancelMeetingDialog, MeetingDialog
from iro_desktop.ui.dialogs.meeting_record import RecordMeetingDialog
from iro_desktop.ui.dialogs.prepare import PrepareDialog
from iro_desktop.ui.dialogs.put_off import PutOffDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.dialogs.saved_filter import SavedFilterDialog
from iro_desktop.ui.dialogs.several import AllocateDialog, ContactsDialog
from iro_desktop.ui.dialogs.siblings import SiblingContactDialog, SiblingsDialog
from iro_desktop.ui.dialogs.stage import open_stage
from iro_desktop.ui.dialogs.standards_form import StandardsFormDialog, form_for
from iro_desktop.ui.fields import DayEditor, NoteEditor, TextEditor
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.operations import Operations
from tests.builders import a_challenge, a_step
from tests.caseloads import fill
from tests.stores import TODAY, a_workspace
from tests.windows import close_dialogs

CTRL = Qt.KeyboardModifier.ControlModifier
WRONG: Final = (("31/2/2020", "there is no such day"), ("lunch", "type a date such as"))
TYPED: Final = (
    ("12/5", "Tue 12 May 2020"),
    ("fri", "Fri 3 Apr 2020"),
    ("+2", "Thu 2 Apr 2020"),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """An open store with what the forms are about, and the window that they open over."""

    operations: Operations
    window: QWidget
    looked_after: str
    protected: str
    challenge: str
    of_protected: str
    closed: str
    meeting: str


Opener = Callable[[Desk], FormDialog | None]


def _shown(dialog: FormDialog) -> FormDialog:
    dialog.open()
    return dialog


def _put_off(desk: Desk) -> FormDialog:
    session = desk.operations.session
    child_id = desk.looked_after
    found = to_put_off(session.snapshot.cases[child_id], session.practice, session.today)
    return _shown(PutOffDialog(desk.operations, child_id, found, parent=desk.window))


def _comparator(desk: Desk) -> FormDialog:
    session = desk.operations.session
    table = comparator_table(session.snapshot, session.practice, session.today, whole_service=False)
    return _shown(ComparatorDialog(desk.operations, table, parent=desk.window))


def _standards(desk: Desk) -> FormDialog:
    session = desk.operations.session
    standards = form_for(session.practice.on(session.today))
    return _shown(StandardsFormDialog(desk.operations, standards, desk.window))


def _record(kind: type[ChildRecord]) -> Opener:
    def opener(desk: Desk) -> FormDialog:
        record = kind(id="", child_id=desk.looked_after)
        return _shown(RecordDialog(desk.operations, record, desk.window))

    return opener


FORMS: Final[dict[str, Opener]] = {
    "add a child": lambda d: _shown(ChildDialog(d.operations, parent=d.window)),
    "edit a child": lambda d: _shown(ChildDialog(d.operations, d.looked_after, d.window)),
    "review": lambda d: _shown(ReviewDialog(d.operations, d.looked_after, d.window)),
    "check": lambda d: open_check(d.operations, d.looked_after, parent=d.window),
    "challenge": lambda d: open_challenge(d.operations, d.looked_after, parent=d.window),
    "wording": lambda d: open_wording(d.operations, d.challenge, parent=d.window),
    "good practice": lambda d: open_good_practice(d.operations, d.looked_after, parent=d.window),
    "reply": lambda d: open_reply(d.operations, d.challenge, parent=d.window),
    "stage": lambda d: open_stage(d.operations, d.challenge, parent=d.window),
    "Cafcass": lambda d: open_cafcass(d.operations, d.challenge, parent=d.window),
    "partnership": lambda d: open_partnership(d.operations, d.of_protected, parent=d.window),
    "outcome": lambda d: open_outcome(d.operations, d.challenge, parent=d.window),
    "open again": lambda d: open_again(d.operations, d.closed, parent=d.window),
    "put off": _put_off,
    "meeting": lambda d: _shown(MeetingDialog(d.operations, d.looked_after, d.window)),
    "cancel": lambda d: _shown(CancelMeetingDialog(d.operations, d.meeting, d.window)),
    "held meeting": lambda d: _shown(RecordMeetingDialog(d.operations, d.looked_after, d.window)),
    "prepare": lambda d: _shown(PrepareDialog(d.operations, d.looked_after, d.window)),
    "siblings": lambda d: _shown(SiblingsDialog(d.operations, d.looked_after, d.window)),
    "for siblings": lambda d: _shown(SiblingContactDialog(d.operations, d.looked_after, d.window)),
    "for several": lambda d: _shown(
        ContactsDialog(d.operations, (d.looked_after, d.protected), d.window)
    ),
    "allocate": lambda d: _shown(
        AllocateDialog(d.operations, (d.looked_after, d.protected), d.window)
    ),
    "hand over": lambda d: _shown(
        HandOverDialog(d.operations, (d.looked_after, d.protected), d.window)
    ),
    "saved filter": lambda d: _shown(
        SavedFilterDialog(d.operations, SavedFilter(id="", words="school"), d.window)
    ),
    "mapping of a table": lambda d: _shown(
        MappingNameDialog(d.operations, ImportMapping(id="m1", kind="Contact"), d.window)
    ),
    "details": lambda d: _shown(DetailsDialog(d.operations, d.window)),
    "feedback": lambda d: _shown(FeedbackDialog(d.operations, parent=d.window)),
    "comparator": _comparator,
    "standards": _standards,
    **{kind.title: _record(kind) for kind in ENTERING},
}  # fmt: skip

WITHOUT_DAYS: Final = {"open again", "cancel", "siblings", "saved filter", "mapping of a table"}
NOTHING_NEEDED: Final = {"prepare", "siblings", "details", "Cafcass"}
"""Forms that may be recorded with nothing in them: what they keep is noted bit by bit."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Desk]:
    del qapp
    workspace = a_workspace(tmp_path_factory.mktemp("forms") / "s")
    fill(workspace, 3)
    found = {case.child.reference: child_id for child_id, case in workspace.snapshot.cases.items()}
    looked_after, protected = found["LC-20417"], found["LC-20574"]
    first = a_challenge("2020-03-16", right_outcome="I know.", needed="A plan.", theme="Delay")
    second = replace(a_challenge("2020-03-17"), child_id=protected)
    closed = a_challenge("2020-01-06", outcome="achieved", outcome_on="2020-02-03",
                         closed_on="2020-02-03")  # fmt: skip
    with workspace.write("challenges") as write:
        for case in (
            replace(first, child_id=looked_after),
            second,
            replace(closed, child_id=looked_after),
        ):
            write.put(case)
            write.put(replace(a_step(case, "informal", case.opened_on), child_id=case.child_id))
    meeting_id = book_meeting(
        workspace, Meeting(id="", booked_on=TODAY), (f"{protected}:rcpc",), today=TODAY
    )
    operations, window = Operations(workspace), QWidget()
    yield Desk(
        operations, window, looked_after, protected, first.id, second.id, closed.id, meeting_id
    )
    operations.close()
    close_dialogs()
    window.deleteLater()
    # Now, as without an event loop they would stay, and each theme would be put on all of them.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def fields_of(dialog: FormDialog) -> list[FormField]:
    """Return the fields that are asked now."""
    return [one for one in dialog.findChildren(FormField) if one.isVisibleTo(dialog)]


def days_of(dialog: FormDialog) -> list[FormField]:
    return [one for one in fields_of(dialog) if isinstance(one.editor, DayEditor)]


def write(field: FormField, text: str) -> None:
    line = field.editor.target()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)


@pytest.fixture
def form(name: str, desk: Desk, qtbot: QtBot) -> Iterator[FormDialog]:
    """One form, open and in front, on a store that must be as it was when it is closed."""
    before = desk.operations.session.snapshot.position
    dialog = FORMS[name](desk)
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and desk.operations.is_settled)
    yield dialog
    qtbot.waitUntil(lambda: desk.operations.is_settled)
    assert desk.operations.session.snapshot.position == before
    dialog.reject()
    if dialog.isVisible():
        dialog.frame.asking.discard.click()


def record(form: FormDialog, desk: Desk, qtbot: QtBot) -> None:
    """Ask for it to be recorded, and wait for the answer."""
    QTest.keyClick(form.focusWidget() or form, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.operations.is_settled)
    assert form.isVisible()


def leads_to(form: FormDialog, field: FormField) -> bool:
    """Return whether a link of the summary puts the keyboard into a field."""
    for link in form.summary.links():
        link.click()
        focus = form.focusWidget()
        if focus is not None and (focus is field.editor.target() or field.isAncestorOf(focus)):
            return True
    return False


def texts_of(form: FormDialog) -> list[str]:
    """Return all that stands in the lines and notes of a form."""
    lines = [one.text() for one in form.findChildren(QLineEdit)]
    notes = [one.toPlainText() for one in form.findChildren(QPlainTextEdit)]
    return lines + notes + [one.toPlainText() for one in form.findChildren(QTextEdit)]


@pytest.mark.parametrize("name", [one for one in FORMS if one not in WITHOUT_DAYS])
def test_a_day_is_said_back_in_full_and_a_wrong_one_in_its_field(
    form: FormDialog, desk: Desk, qtbot: QtBot
) -> None:
    days = days_of(form)
    wrong: dict[FormField, str] = {}
    for at, field in enumerate(days):
        if field.isVisibleTo(form):  # a day may do away with the one after it
            typed, whole = TYPED[at % len(TYPED)]
            write(field, typed)
            assert field.editor.echo() == whole
            assert whole in field.editor.target().accessibleDescription()
            typed, wrong[field] = WRONG[at % len(WRONG)]
            write(field, typed)
    for field in fields_of(form):
        if isinstance(field.editor, TextEditor | NoteEditor):
            field.editor.set_value("What I have typed so far.")
    before = texts_of(form)
    record(form, desk, qtbot)
    links = [link.text() for link in form.summary.links()]
    for field, words in wrong.items():
        if field.isVisibleTo(form):
            assert words in field.problem
            assert field.problem in field.editor.target().accessibleDescription()
            assert field.problem in links
    assert texts_of(form) == before
    assert leads_to(form, days[0])


@pytest.mark.parametrize("name", [one for one in FORMS if one not in NOTHING_NEEDED])
def test_what_is_missing_is_said_in_its_field_and_linked(
    form: FormDialog, desk: Desk, qtbot: QtBot
) -> None:
    for field in fields_of(form):
        field.editor.set_value(field.editor.about.empty)
        field.editor.changed.emit()
    before = texts_of(form)
    record(form, desk, qtbot)
    wrong = [field for field in fields_of(form) if field.problem]
    assert wrong
    links = [link.text() for link in form.summary.links()]
    assert {field.problem for field in wrong} <= set(links)
    assert texts_of(form) == before
    assert leads_to(form, wrong[0])


def test_every_dialog_that_is_a_form_is_among_them(desk: Desk) -> None:
    for module in pkgutil.iter_modules(dialogs.__path__):
        importlib.import_module(f"{dialogs.__name__}.{module.name}")
    tried = {type(dialog) for opener in FORMS.values() if (dialog := opener(desk)) is not None}
    assert set(FormDialog.__subclasses__()) <= tried
