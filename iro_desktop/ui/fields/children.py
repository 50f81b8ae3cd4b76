"""The editor of several children: boxes for those it begins with, and a list to add others from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value
from iro_desktop.ui import theme
from iro_desktop.ui.fields.choice import CodeEditor
from iro_desktop.ui.fields.editor import FieldEditor
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.words import translated


class ChildrenEditor(FieldEditor):
    """Children by id, each with a box once it is among them; a longer list adds more.

    ``first`` and ``others`` are (id, words); without ``others`` the boxes are all there are.
    """

    def __init__(
        self,
        about: About,
        first: Sequence[tuple[str, str]],
        others: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(about, parent)
        self._words: Mapping[str, str] = dict((*first, *others))
        self._boxes: dict[str, QCheckBox] = {}
        self._row = FlowRow(gap=theme.space(4), line_gap=theme.space(1))
        self._list = CodeEditor(About(about.name, about.label, "code"), others)
        self._list.changed.connect(self._on_added)
        self._list.setVisible(bool(others))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self._row)
        column.addWidget(self._list)
        for child_id, _ in first:
            self._add(child_id)
        self._follow()

    def target(self) -> QWidget:
        """The first box, or the list where there is none yet."""
        return next(iter(self._boxes.values()), self._list.target())

    @property
    def list(self) -> QWidget:
        """The list from which children are added."""
        return self._list.target()

    def value(self) -> Value:
        """Return the ids that are ticked, in the order of the boxes."""
        return tuple(child_id for child_id, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Value) -> None:
        """Tick these and no others; those that cannot be chosen any more are left out."""
        wanted = [str(one) for one in value] if isinstance(value, tuple) else []
        for child_id in wanted:
            if child_id in self._words and child_id not in self._boxes:
                self._add(child_id)
        for child_id, box in self._boxes.items():
            box.setChecked(child_id in wanted)
        self._follow()

    def name(self, label: str) -> None:
        """Name each box with what is asked, and the list by what it does."""
        self.setAccessibleName(translated(label))
        for box in self._boxes.values():
            box.setAccessibleName(f"{translated(label)}: {box.text()}")
        self.list.setAccessibleName(f"{translated(label)}: {translated('add a child')}")

    def _add(self, child_id: str) -> None:
        box = QCheckBox(self._words[child_id].replace("&", "&&"))
        box.setAccessibleName(f"{self.accessibleName()}: {self._words[child_id]}")
        box.clicked.connect(self.changed)
        self._boxes[child_id] = box
        self._row.add(box)

    def _on_added(self) -> None:
        child_id = str(self._list.value())
        self._list.set_value("")
        if not child_id:
            return
        if child_id not in self._boxes:
            self._add(child_id)
        self._boxes[child_id].setChecked(True)
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        self._row.setVisible(bool(self._boxes))
        self.setFocusProxy(self.target())
        self.updateGeometry()
