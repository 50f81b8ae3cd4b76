"""The tolerance of pictures: what may move without a word, and what may not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from iro_desktop.ui import theme
from iro_desktop.ui.colour_tables import LIGHT
from iro_desktop.ui.theme import Scheme
from tests.likeness import MOST_BYTES, MOST_POINTS, Album, points_apart, small

Draw = Callable[[QPainter], None]


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    theme.apply_theme(qapp, Scheme.LIGHT)


def a_form(
    *, line: int = 200, button: tuple[int, int] = (480, 340), words: int = 40, width: int = 640
) -> QImage:
    """Return a picture of a form: a line, a sentence and a button at these places, in pixels."""
    picture = QImage(width, 400, QImage.Format.Format_RGB32)
    picture.fill(QColor(LIGHT.surface))
    painter = QPainter(picture)
    painter.setFont(theme.font())
    painter.fillRect(QRect(24, line, width - 48, 1), QColor(LIGHT.line))
    painter.setPen(QColor(LIGHT.text))
    painter.drawText(24, words, "The next review falls due on Mon 30 March 2020")
    place = QRect(*button, 120, 34)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(place, 6, 6)
    painter.setPen(QColor(LIGHT.on_accent))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "Record")
    painter.end()
    return picture


def apart(one: QImage, other: QImage) -> int:
    return points_apart(small(one), small(other))


@pytest.mark.parametrize(
    "moved",
    [a_form, lambda: a_form(line=201), lambda: a_form(words=41), lambda: a_form(width=641)],
    ids=["nothing", "a line by a pixel", "a sentence by a pixel", "the edge by a pixel"],
)
def test_what_a_pixel_moves_is_alike(moved: Callable[[], QImage]) -> None:
    assert apart(a_form(), moved()) <= MOST_POINTS


@pytest.mark.parametrize(
    "moved",
    [
        lambda: a_form(button=(320, 340)),
        lambda: a_form(button=(464, 340)),
        lambda: a_form(button=(480, 324)),
        lambda: a_form(words=60),
        lambda: a_form(width=660),
    ],
    ids=["a button far", "a button 16 across", "a button 16 up", "a sentence", "the edge"],
)
def test_what_is_moved_is_seen(moved: Callable[[], QImage]) -> None:
    assert apart(a_form(), moved()) > MOST_POINTS


def test_every_picture_that_is_new_gone_or_other_is_told_in_one_list(tmp_path: Path) -> None:
    def drawn(name: str, picture: QImage) -> Path:
        path = tmp_path / f"{name}.png"
        assert picture.save(str(path))
        return path

    album = Album(tmp_path / "kept")
    album.keep({name: drawn(name, a_form()) for name in ("same", "moved", "gone")})
    assert all(path.stat().st_size <= MOST_BYTES for path in album.folder.iterdir())
    found = {
        "same": drawn("same", a_form(line=201)),
        "moved": drawn("moved", a_form(button=(320, 340))),
        "new": drawn("new", a_form()),
    }
    lines = album.unlike(found)
    assert [line.split(":")[0] for line in lines] == ["new", "gone", "moved"]
    assert "points apart" in lines[2]
    album.keep(found)
    assert album.unlike(found) == []
    assert {path.stem for path in album.folder.iterdir()} == set(found)
