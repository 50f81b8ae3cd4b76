"""Small widgets: labels, buttons, chips, the side list, cards, icons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QIcon, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui import icons, theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.chips import Chip, FilterChips
from iro_desktop.ui.colour_tables import DARK, LIGHT
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.labels import SecondaryLabel, StatusLabel
from iro_desktop.ui.navigation import Destination, NavigationList
from iro_desktop.ui.theme import Scheme, Status, apply_theme

Key = Qt.Key


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    # qtbot holds windows weakly: its own attribute keeps this one until the test ends.
    qtbot.__dict__.setdefault("held", []).append(window)
    return window


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_button_is_large_enough_to_hit_and_shows_its_whole_label(
    qtbot: QtBot, kind: Kind
) -> None:
    button = Button("Record check", kind)
    shown(qtbot, button)
    assert min(button.width(), button.height()) >= theme.MIN_TARGET
    assert button.width() >= button.fontMetrics().horizontalAdvance("Record check")


def test_a_button_is_pressed_by_enter_and_by_space(qtbot: QtBot) -> None:
    button = Button("Record check")
    shown(qtbot, button)
    for key in (Key.Key_Return, Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, key)


def test_an_icon_button_has_a_name_and_a_tool_tip(qtbot: QtBot) -> None:
    button = Button("&Lock", Kind.QUIET, icon="lock", icon_only=True)
    qtbot.addWidget(button)
    assert spoken_name(button) == "Lock"
    assert button.toolTip() == "Lock"
    assert button.text() == ""


@pytest.mark.parametrize("kind", list(Kind))
def test_the_keyboard_is_visible_on_every_kind_of_button(qtbot: QtBot, kind: Kind) -> None:
    button, other = Button("Record check", kind), Button("Other")
    shown(qtbot, button, other)
    other.setFocus()
    without = button.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != without


def chips(qtbot: QtBot) -> FilterChips:
    row = FilterChips()
    row.set_chips([Chip("all", "All", 68), Chip("due", "Due & late", 14), Chip("cp", "CP", 21)])
    shown(qtbot, row)
    return row


def test_the_first_chip_is_chosen_and_a_click_chooses_another(qtbot: QtBot) -> None:
    row = chips(qtbot)
    assert row.chosen() == "all"
    button = row.findChildren(Button)[1]
    with qtbot.waitSignal(row.chip_chosen) as chosen:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.args == ["due"]
    assert spoken_name(button) == "Due & late, 14"
    assert button.text() == "Due && late 14"


def test_arrow_keys_choose_chips_round_the_end(qtbot: QtBot) -> None:
    row = chips(qtbot)
    first = row.findChildren(Button)[0]
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    told: list[str] = []
    row.chip_chosen.connect(told.append)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, key)
    assert told == ["due", "cp", "all", "cp"]


def test_new_counts_keep_the_chosen_chip_and_the_keyboard(qtbot: QtBot) -> None:
    row = chips(qtbot)
    row.choose("due")
    row.findChildren(Button)[1].setFocus()
    qtbot.waitUntil(row.findChildren(Button)[1].hasFocus)
    row.set_chips([Chip("all", "All", 67), Chip("due", "Due & late", 13), Chip("cp", "CP", 20)])
    assert row.chosen() == "due"
    assert row.findChildren(Button)[1].hasFocus()
    row.set_chips([Chip("all", "All", 67)])
    assert row.chosen() == "all"


DESTINATIONS = [
    Destination("caseload", "Caseload", "caseload", "68"),
    Destination("monitoring", "Monitoring", "monitoring", "2", Status.OVERDUE),
    Destination("team", "Team", "team"),
]


def navigation(qtbot: QtBot) -> NavigationList:
    side = NavigationList()
    side.set_destinations(DESTINATIONS)
    shown(qtbot, side)
    return side


def test_the_side_list_begins_at_its_first_place_without_telling(qtbot: QtBot) -> None:
    side = NavigationList()
    qtbot.addWidget(side)
    with qtbot.assertNotEmitted(side.destination_chosen):
        side.set_destinations(DESTINATIONS)
    assert side.chosen() == "caseload"


def test_the_keyboard_goes_from_place_to_place(qtbot: QtBot) -> None:
    side = navigation(qtbot)
    told: list[str] = []
    side.destination_chosen.connect(told.append)
    QTest.keyClick(side, Key.Key_Down)
    QTest.keyClick(side, Key.Key_T)
    assert told == ["monitoring", "team"]


def test_new_badges_leave_the_place_alone(qtbot: QtBot) -> None:
    side = navigation(qtbot)
    side.choose("team")
    with qtbot.assertNotEmitted(side.destination_chosen):
        side.set_destinations([Destination("caseload", "Caseload", badge="67"), *DESTINATIONS[1:]])
    assert side.chosen() == "team"


def test_a_badge_is_spoken_with_its_status(qtbot: QtBot) -> None:
    side = navigation(qtbot)
    said = side.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Monitoring, 2 overdue"
    assert LIGHT.overdue in colours_in(side.grab().toImage())


def test_a_status_is_spoken_with_its_word_and_drawn_with_its_shape(qtbot: QtBot) -> None:
    label = StatusLabel(Status.OVERDUE, "7 days late")
    shown(qtbot, label)
    assert label.accessibleName() == "overdue, 7 days late"
    late = label.grab().toImage()
    label.set_status(Status.FINE, "7 days late")
    assert label.grab().toImage() != late
    label.set_status(Status.OVERDUE, "Overdue 7 days")
    assert label.accessibleName() == "Overdue 7 days"


def test_what_a_user_typed_is_never_taken_for_markup(qtbot: QtBot) -> None:
    label = SecondaryLabel("<b>A & B</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_row_of_buttons_wraps_instead_of_cutting(qtbot: QtBot) -> None:
    row = FlowRow()
    buttons = [Button(f"Button number {n}") for n in range(6)]
    row.add(*buttons)
    window = shown(qtbot, row)
    window.resize(300, 400)
    qtbot.waitUntil(lambda: len({button.y() for button in buttons}) > 1)
    assert all(row.rect().contains(button.geometry()) for button in buttons)
    assert row.height() == row.heightForWidth(row.width())


def test_a_page_header_leads_back(qtbot: QtBot) -> None:
    header = PageHeader("LC-20417 A.B., 9 years", "Care order (C2)")
    shown(qtbot, header)
    back = header.findChildren(Button)[0]
    assert not back.isVisible()
    header.show_back("Caseload, overdue")
    assert spoken_name(back) == "Back to Caseload, overdue"
    with qtbot.waitSignal(header.back_clicked):
        QTest.mouseClick(back, Qt.MouseButton.LeftButton)


def test_an_empty_list_offers_the_next_step(qtbot: QtBot) -> None:
    empty = EmptyState("No children match this filter", "Clear the filter")
    shown(qtbot, empty)
    with qtbot.waitSignal(empty.acted):
        QTest.mouseClick(empty.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    empty.set_text("No checks overdue. Next: CD34 on Thursday.")
    assert not empty.findChildren(Button)[0].isVisible()


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_something_within_its_square(qapp: QApplication, name: str) -> None:
    del qapp
    image = icons.icon(name).pixmap(QSize(48, 48)).toImage()
    inked = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 100
    ]
    assert len(inked) > 20
    edge = image.width() - 1
    assert not any(x in (0, edge) or y in (0, edge) for x, y in inked)


def test_an_icon_takes_the_colours_of_the_theme_by_itself(qapp: QApplication) -> None:
    check = icons.icon("check")
    before = colours_in(check.pixmap(QSize(64, 64)).toImage())
    apply_theme(qapp, Scheme.DARK)
    after = colours_in(check.pixmap(QSize(64, 64)).toImage())
    assert LIGHT.text in before
    assert DARK.text in after
    disabled = check.pixmap(QSize(64, 64), QIcon.Mode.Disabled).toImage()
    assert DARK.not_yet in colours_in(disabled)


def test_an_unknown_icon_is_an_error_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_the_program_has_an_icon_of_its_own(qapp: QApplication) -> None:
    del qapp
    image = icons.program_icon().pixmap(QSize(64, 64)).toImage()
    assert image.pixelColor(QRect(0, 0, 64, 64).center().x(), 6) == QColor("#12436D")
