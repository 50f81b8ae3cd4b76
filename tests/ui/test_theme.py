"""Colours that can be read, in a look that follows the system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.charts.colours import chart_colours
from iro_desktop.ui.colour_tables import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    OF_GRAPHICS,
    TABLES,
    Colours,
    contrast_ratio,
    pairs,
)
from iro_desktop.ui.qt_palette import wants_system_colours
from iro_desktop.ui.theme import Density, Scheme, Status, TextSize, apply_theme

PAIRS = tuple(pairs())
THEMES = pytest.mark.parametrize("name", TABLES)


def contrasts() -> list[tuple[str, str, float, tuple[float, ...]]]:
    """Return (role, ground, least, contrast in each theme) of every pair, charts included."""
    found = [
        (pair.role, pair.ground, pair.least, _in_each(pair.role, pair.ground)) for pair in PAIRS
    ]
    for at in range(len(chart_colours(TABLES["light"]).series)):
        for ground in ("surface", "selected", "band"):
            ratios = tuple(
                contrast_ratio(chart_colours(table).series[at], getattr(table, ground))
                for table in TABLES.values()
            )
            found.append((f"chart series {at + 1}", ground, OF_GRAPHICS, ratios))
    return found


def _in_each(role: str, ground: str) -> tuple[float, ...]:
    return tuple(
        contrast_ratio(getattr(table, role), getattr(table, ground)) for table in TABLES.values()
    )


def test_no_role_is_left_out_of_the_pairs() -> None:
    met = {name for pair in PAIRS for name in (pair.role, pair.ground)}
    # A hairline only parts what stands apart anyway: it says nothing of its own.
    assert set(Colours._fields) - met == {"line"}


def test_every_role_is_seen_on_every_ground_that_it_meets() -> None:
    """Prints the whole table: pytest -s shows it."""
    rows = contrasts()
    print(f"\n{'role':<16}{'ground':<14}{'least':>6}" + "".join(f"{n:>15}" for n in TABLES))
    for role, ground, least, ratios in rows:
        print(f"{role:<16}{ground:<14}{least:>6}" + "".join(f"{r:>15.1f}" for r in ratios))
    assert len(rows) > len(PAIRS) > 40
    too_faint = [row for row in rows if min(row[3]) < row[2]]
    assert too_faint == []


def test_high_contrast_is_what_its_own_palette_gives(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.HIGH_CONTRAST)
    assert theme.colours() == HIGH_CONTRAST
    assert theme.in_system_colours()


def test_compact_rows_have_less_room_and_targets_stay_large_enough(qapp: QApplication) -> None:
    button, field = Button("Record"), QLineEdit()
    roomy = (theme.room(6), button.sizeHint().height(), field.sizeHint().height())
    apply_theme(qapp, Scheme.LIGHT, 1.0, Density.COMPACT)
    compact = (theme.room(6), button.sizeHint().height(), field.sizeHint().height())
    assert all(less < more for less, more in zip(compact, roomy, strict=True))
    assert min(compact[1:]) >= theme.MIN_TARGET
    apply_theme(qapp, Scheme.LIGHT)
    assert theme.room(6) == roomy[0]


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast_ratio("#FFFFFF", "#FFFFFF") == pytest.approx(1.0)
    # The published example of a grey that just passes: #767676 on white is 4.54:1.
    assert contrast_ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_no_two_statuses_share_a_shape_a_word_or_a_colour_role() -> None:
    for parts in ([s.shape for s in Status], [s.word for s in Status], [s.role for s in Status]):
        assert len(set(parts)) == len(Status)


def test_an_override_shows_dark_and_light_colours(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.DARK)
    assert theme.colours() == DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert theme.status_colour(Status.OVERDUE) == QColor(DARK.overdue)
    apply_theme(qapp, Scheme.LIGHT)
    assert theme.colours() == LIGHT


def test_there_is_one_theme_however_often_it_is_applied(qapp: QApplication) -> None:
    first = apply_theme(qapp, Scheme.DARK, 1.5)
    assert apply_theme(qapp, Scheme.LIGHT) is first
    assert (first.scheme, first.text_scale) == (Scheme.LIGHT, 1.0)


def test_without_an_override_the_systems_scheme_is_followed_live(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.SYSTEM)
    hints = qapp.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colours() == DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.colours() == LIGHT


def test_an_override_stays_whatever_the_system_does(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colours() == LIGHT


@pytest.mark.parametrize(
    "window, text, expected",
    [
        ("#000000", "#ffffff", True),
        ("#ffffff", "#000000", True),
        ("#efefef", "#000000", False),
        ("#ffffff", "#55606e", False),
        ("#323232", "#ffffff", False),
    ],
)
def test_a_palette_of_pure_black_and_white_is_high_contrast(
    window: str, text: str, expected: bool
) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(window))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    assert wants_system_colours(palette) is expected


def test_any_other_palette_gives_only_its_own_colours(qapp: QApplication) -> None:
    role = QPalette.ColorRole
    own = {
        role.Window: "#000000",
        role.Base: "#000000",
        role.WindowText: "#FFFFFF",
        role.Highlight: "#1AEBFF",
        role.HighlightedText: "#000000",
    }
    palette = QPalette()
    for part, colour in own.items():
        palette.setColor(part, QColor(colour))
    qapp.setPalette(palette)
    assert theme.in_system_colours()
    assert set(theme.colours()) <= set(own.values())
    assert contrast_ratio(theme.colours().overdue, theme.colours().surface) >= 4.5


def test_text_has_three_sizes_in_proportion_and_grows_as_asked(qapp: QApplication) -> None:
    def points(size: TextSize) -> float:
        return theme.font(size).pointSizeF()

    body = points(TextSize.BODY)
    assert points(TextSize.TITLE) == pytest.approx(body * 22 / 14)
    assert points(TextSize.SECONDARY) == pytest.approx(body * 12.5 / 14)
    apply_theme(qapp, Scheme.LIGHT, 2.0)
    assert points(TextSize.BODY) == pytest.approx(body * 2)


def test_a_label_takes_up_a_new_text_size(qapp: QApplication) -> None:
    from iro_desktop.ui.labels import SecondaryLabel, TitleLabel

    labels: list[QLabel] = [
        TitleLabel("Four things need you today"),
        SecondaryLabel("since Friday"),
    ]
    before = [label.font().pointSizeF() for label in labels]
    apply_theme(qapp, Scheme.DARK, 1.5)
    assert [label.font().pointSizeF() for label in labels] == pytest.approx(
        [1.5 * b for b in before]
    )


def test_figures_stand_under_one_another() -> None:
    font = theme.font()
    assert font.isFeatureSet(QFont.Tag("tnum"))
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(figure * 4) for figure in "0123456789"}) == 1


def test_a_call_into_qt_takes_no_reference_from_none() -> None:
    import sys

    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        label.update()
    # On Python 3.11 a binding that loses one with each call stops the program within minutes.
    assert abs(sys.getrefcount(None) - before) < 100
