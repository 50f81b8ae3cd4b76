"""The style sheet for what a palette cannot say: round corners, hairlines, focus rings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from iro_desktop.ui.colour_tables import Colours

# Only widgets that carry one of our properties, and plain fields, are touched; all else is Fusion
# with our palette. Sizes are on the 4 px grid; a 1 px border makes way for a 2 px ring on focus,
# so padding shrinks by one and nothing moves. It is left off altogether in high contrast.
_TEMPLATE = """
QToolTip { color: @text; background: @surface; border: 1px solid @line; padding: 4px 8px; }

QPushButton[kind] {
    border: 1px solid @line; border-radius: @radius; padding: @room_7 12px;
    background: @surface; color: @text; outline: none;
}
QPushButton[kind]:hover { background: @hover; }
QPushButton[kind]:pressed { background: @selected; }
QPushButton[kind]:disabled { color: @not_yet; background: @window; }
QPushButton[kind="primary"] {
    background: @accent; border-color: @accent; color: @on_accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
    background: @accent_hover; border-color: @accent_hover;
}
QPushButton[kind="primary"]:disabled {
    background: @line; border-color: @line; color: @secondary;
}
QPushButton[kind="link"] {
    background: transparent; border: 1px solid transparent; padding: 3px 2px; color: @accent;
    text-align: left;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:disabled { color: @not_yet; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; padding: 5px 7px; }
QPushButton[kind="quiet"]:hover { background: @hover; }
QPushButton[kind="quiet"]:checked { background: @selected; }
QPushButton[kind="chip"] { border-radius: @chip_radius; padding: 3px 7px; }
QPushButton[kind="chip"]:checked {
    background: @accent; border-color: @accent; color: @on_accent;
}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    border: 1px solid @control; border-radius: @radius; padding: @room_6 8px;
    background: @surface; color: @text;
    selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit { placeholder-text-color: @secondary; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid @accent; padding: @inside_6 7px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled,
QComboBox:disabled { background: @window; color: @not_yet; border-color: @line; }
*[wrong="true"] { border: 2px solid @overdue; padding: @inside_6 7px; }
QComboBox { padding-right: 28px; min-height: 20px; }
QComboBox:focus { padding-right: 27px; }
QComboBox::drop-down, QDateEdit::drop-down {
    subcontrol-origin: border; subcontrol-position: center right; width: 28px; border: none;
}
QComboBox::down-arrow, QDateEdit::down-arrow {
    image: url("@arrow_down"); width: 16px; height: 16px;
}
QComboBox QAbstractItemView {
    border: 1px solid @control; background: @surface; outline: none; padding: 4px;
    selection-background-color: @accent; selection-color: @on_accent;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 24px; border: none; background: transparent;
}
QAbstractSpinBox::up-arrow { image: url("@arrow_up"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("@arrow_down"); width: 12px; height: 12px; }
QCheckBox, QRadioButton {
    border: 2px solid transparent; border-radius: @radius; padding: 2px 4px; spacing: 8px;
    outline: none;
}
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid @control; background: @surface;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked {
    background: @accent; border-color: @accent; image: url("@tick");
}
QRadioButton::indicator:checked {
    width: 8px; height: 8px; border: 5px solid @accent; background: @surface;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; }

QProgressBar {
    border: none; border-radius: 4px; background: @line; min-height: 8px; max-height: 8px;
    color: transparent;
}
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: @secondary; padding: @room_6 12px; margin: 0;
    border: 2px solid transparent; border-radius: 0;
}
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:focus { border-color: @accent; border-radius: 4px; }

QMenuBar { background: @surface; border-bottom: 1px solid @line; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: @selected; }
QMenuBar::item:pressed { background: @accent; color: @on_accent; }
QStatusBar { background: @surface; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QMainWindow::separator { background: @window; width: 5px; height: 5px; }
QMainWindow::separator:hover { background: @line; }
QFrame[panel="left"] { background: @surface; border: none; border-right: 1px solid @line; }
QFrame[panel="right"] { background: @surface; border: none; border-left: 1px solid @line; }
QFrame[panel="below"] { background: @surface; border: none; border-top: 1px solid @line; }

QGraphicsView { background: transparent; border: none; }

QFrame[card="true"] { background: @surface; border: 1px solid @line; border-radius: @card_radius; }
QFrame[separator="true"] { background: @line; border: none; }
QTableView[framed="true"], QListView[framed="true"] {
    background: @surface; border: 1px solid @line; border-radius: @card_radius; padding: 1px;
}
QListView[framed="true"] { outline: none; }
QListView[navigation="true"] { background: transparent; border: none; outline: none; }
QScrollArea[plain="true"], QScrollArea[plain="true"] > QWidget > QWidget[plain="true"] {
    background: transparent; border: none;
}
QScrollArea[ring="true"] { border: 2px solid transparent; }

QMenu { background: @surface; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: @room_6 24px @room_6 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @accent; color: @on_accent; }
QMenu::item:disabled { color: @not_yet; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @control; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: @line; }
"""

# With so few colours what is chosen has no ground of its own, and what is out of use no paler
# words: an outline says it.
_STRONG_OUTLINES: Final = """
QMenuBar::item:selected { background: @accent; color: @on_accent; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="quiet"]:checked { border-color: @accent; }
QPushButton[kind]:hover { border-color: @accent; }
QPushButton[kind]:disabled { border: 1px dashed @control; }
QPushButton[kind="primary"]:disabled { background: @surface; color: @text; }
"""


def style_sheet(
    table: Colours,
    *,
    radius: int,
    chip_radius: int,
    pictures: Mapping[str, str],
    room: Callable[[int], int],
    strong_outlines: bool,
) -> str:
    """Return the style sheet in the colours of `table`.

    `room` makes a distance round words as wide as the density asks, in pixels; `strong_outlines`
    say with a line what the colours of high contrast cannot. `pictures` are the paths of
    `arrow_down`, `arrow_up` and `tick`, with forward slashes. A radius larger than half a widget's
    height would be ignored, hence that of chips by itself.
    """
    values = {
        **table._asdict(),
        "radius": f"{radius}px",
        "card_radius": f"{radius + 2}px",
        "chip_radius": f"{chip_radius}px",
        **{f"room_{pixels}": f"{room(pixels)}px" for pixels in (6, 7)},
        "inside_6": f"{room(6) - 1}px",
        **pictures,
    }
    result = _TEMPLATE + (_STRONG_OUTLINES if strong_outlines else "")
    # Longest names first: "@text" must not eat the beginning of a longer role.
    for name in sorted(values, key=len, reverse=True):
        result = result.replace(f"@{name}", values[name])
    return result
