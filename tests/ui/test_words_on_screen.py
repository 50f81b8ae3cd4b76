"""Every text of every view and dialog, as it stands there over the sample, by its rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from iro_desktop.domain.records import KINDS, fields_of
from iro_desktop.services.samples import create_sample
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pictures.camera import shown
from iro_desktop.ui.pictures.charts import draw_charts
from iro_desktop.ui.pictures.dialogs import draw_dialogs
from iro_desktop.ui.pictures.first_windows import draw_first_windows
from iro_desktop.ui.pictures.views import draw_views
from iro_desktop.ui.settings import Settings
from tests.reading import Reader
from tests.stores import TODAY
from tests.wording import faults, is_sentence


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = create_sample(tmp_path_factory.mktemp("words") / "sample.iro", as_of=TODAY)
    yield workspace
    workspace.close()


def _typed(workspace: Workspace) -> set[str]:
    """Return what people typed: its words are their own."""
    found: set[str] = set()
    for kind in KINDS.values():
        for record in workspace.snapshot.of(kind):
            for about in fields_of(kind):
                value = getattr(record, about.name)
                if isinstance(value, str) and " " in value:
                    found.update(value.split("\n"))
    return found - {""}


def test_every_text_on_screen_is_plain_british_english(
    workspace: Workspace, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> None:
    reader = Reader(qapp)
    draw_first_windows(reader)
    settings = Settings(tmp_path_factory.mktemp("words") / "settings.ini")
    operations = Operations(workspace)
    window = MainWindow(operations, settings, sample=True)
    filled: list[bool] = []
    window.filled.connect(lambda: filled.append(True))
    try:
        with shown(window, QSize(1440, 900)):
            reader.wait(lambda: bool(filled) and operations.is_settled)
            draw_views(reader, window)
            draw_charts(reader, window)
            draw_dialogs(reader, window)
    finally:
        operations.stop()
        reader.settle()
    assert len(reader.said) > 2_000
    typed = _typed(workspace)
    wrong = [
        f"{name}: {fault}"
        for text, name in reader.said.items()
        for line in text.split("\n")
        for fault in faults(line)
        if not any(part in line or line in part for part in typed)
    ]
    wrong += [
        f"{name}: no sentence: {text}"
        for text, name in reader.messages.items()
        if text and not is_sentence(text)
    ]
    assert wrong == []
