"""No view and no dialog has a word of its own where the council has set another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QListView,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.services.measures_page import MeasureRow
from iro_desktop.services.samples import create_sample
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.board.card import CardButton, spoken
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import VIEWS
from iro_desktop.ui.settings import Settings
from tests.builders import local_standards

WAIT = 20_000  # ms
TODAY = date(2020, 3, 31)
FIXED = ("looked after", "cla", "iro challenge", "problem resolution", "midpoint check")
DIALOGS = ("add_child", "record_review", "record_check", "record_told", "new_challenge")
# As the Department for Education words its own codes.
PUBLISHED = ("started to be looked after", "became looked after")


def in_other_words() -> Standards:
    stages = tuple(
        (key, name.replace("IRO Challenge", "IRO Alert").replace("Problem", "Dispute"), *rest)
        for key, name, *rest in DEFAULT_STANDARDS.stages
    )
    return local_standards(
        "2000-01-01",
        looked_after_label="in our care",
        looked_after_short="CiC",
        challenge_label="IRO Alert",
        resolution_label="Dispute Resolution",
        midpoint_label="Halfway check",
        stages=stages,
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("words") / "sample.iro"
    workspace = create_sample(folder, as_of=TODAY, scale=0.2)
    with workspace.write("other words") as write:
        for one in workspace.snapshot.of(Standards):
            write.delete(Standards.__name__, one.id)
        write.put(in_other_words())
    yield workspace
    workspace.close()


@pytest.fixture
def window(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    operations = Operations(workspace)
    window = MainWindow(operations, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.filled, timeout=WAIT):
        window.show()
    yield window
    operations.stop()  # the store is the next test's too


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.operations.is_settled, timeout=WAIT)
    QApplication.processEvents()


def said_by(widget: QWidget) -> Iterator[str]:
    """Yield all that a page or dialog says, to the eye and to a screen reader."""
    for one in (widget, *widget.findChildren(QWidget)):
        yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip())
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        elif isinstance(one, QComboBox):
            yield from (one.itemText(at) for at in range(one.count()))
        elif isinstance(one, QTableView):
            yield from cells(one.model(), one.model().columnCount(QModelIndex()))
        elif isinstance(one, QListView):
            yield from cells(one.model(), 1)
        if isinstance(one, CardButton):
            yield spoken(one.card)


def cells(model: QAbstractItemModel, columns: int) -> Iterator[str]:
    roles = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            index = model.index(row, column)
            yield from (str(model.data(index, role) or "") for role in roles)
            row_shown = model.data(index, Qt.ItemDataRole.UserRole)
            if isinstance(row_shown, MeasureRow):
                yield row_shown.sentence


def fixed_words(widget: QWidget) -> set[str]:
    """Return what is said with a word that should be a local one."""
    found = set()
    for text in said_by(widget):
        plain = text.casefold().replace("&", "")
        for published in PUBLISHED:
            plain = plain.replace(published, "")
        words = f" {plain} ".replace(",", " ").replace(":", " ")
        if any(f" {word} " in words or (" " in word and word in plain) for word in FIXED):
            found.add(text)
    return found


def test_every_view_speaks_in_the_councils_words(window: MainWindow, qtbot: QtBot) -> None:
    found: dict[str, set[str]] = {}
    for key in VIEWS:
        window.show_view(key)
        settle(window, qtbot)
        found[key] = fixed_words(window)
    for child_id in list(window.operations.session.snapshot.cases)[:6]:
        window.pages.show_child(child_id)
        settle(window, qtbot)
        found[f"child {child_id}"] = fixed_words(window)
        window.pages.go_back()
    assert {key: words for key, words in found.items() if words} == {}
    assert "CiC" in " ".join(said_by(window))


def test_every_dialog_about_a_child_or_a_challenge_speaks_in_the_councils_words(
    window: MainWindow, qtbot: QtBot
) -> None:
    settle(window, qtbot)
    child_id = window.pages.child_id
    for key in DIALOGS:
        window.do(key, child_id)
        settle(window, qtbot)
        (dialog,) = (one for one in window.findChildren(QDialog) if one.isVisible())
        assert fixed_words(dialog) == set(), key
        dialog.hide()
        dialog.deleteLater()
    window.show_view("escalations")
    settle(window, qtbot)
    view = window.pages.page("escalations")
    acts, cards = view.acts, view._found.cards  # type: ignore[attr-defined]
    card = next(one for one in cards if one.is_open)
    assert all("Problem Resolution" not in act.text for act in acts.acts(card))
    for open_it in (acts.open, acts.reply, acts.move, acts.cafcass, acts.outcome):
        dialog = open_it(card.escalation_id)
        if dialog is not None:
            assert fixed_words(dialog) == set(), open_it.__name__
            dialog.reject()
