"""How text is broken to fit a cell."""

import pytest
from PySide6.QtWidgets import QApplication

from iro_desktop.ui import theme
from iro_desktop.ui.text_fitting import TextFitter


@pytest.fixture
def fitter(qapp: QApplication) -> TextFitter:
    theme.apply_theme(qapp)
    return TextFitter(theme.font())


def width(fitter: TextFitter, text: str) -> int:
    return int(fitter.width(text)) + 1


def test_a_number_stays_with_what_it_counts(fitter: TextFitter) -> None:
    found = fitter.lines("6 months after 24 Sep", width(fitter, "6 months after 24"), 3)
    assert found == ("6 months after", "24 Sep")


def test_a_word_too_wide_for_the_cell_breaks_after_its_hyphen(fitter: TextFitter) -> None:
    found = fitter.lines("semi-independent", width(fitter, "independent"), 3)
    assert found == ("semi-", "independent")
    assert fitter.lines("SA-1 and SA-2", width(fitter, "SA-1 and"), 3) == ("SA-1 and", "SA-2")


def test_where_not_even_a_number_and_its_word_fit_they_part(fitter: TextFitter) -> None:
    found = fitter.lines("24 September", width(fitter, "September"), 3)
    assert found == ("24", "September")


def test_what_is_cut_ends_in_an_ellipsis(fitter: TextFitter) -> None:
    (only,) = fitter.lines("a long line of words", width(fitter, "a long"), 1)
    assert only.endswith("…")
