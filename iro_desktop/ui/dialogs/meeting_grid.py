"""The grid of a meeting that was held: a row for each child and type, what differs in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from iro_desktop.domain.casefile import age_on
from iro_desktop.domain.limits import FieldProblem
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import About, Participation, Review, field_of
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.meeting_seats import Seat, is_conference, short_type_words
from iro_desktop.services.reviews import FOURTH, Recording, outlook, started_on
from iro_desktop.ui import theme
from iro_desktop.ui.fields import CodeEditor, FieldEditor
from iro_desktop.ui.fields.tick import TickEditor
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.tab_order import follow_layout
from iro_desktop.ui.theme import Status

_YES_NO: Final = (("yes", "Yes"), ("no", "No"))
_ANSWERS: Final = {"yes": True, "no": False}
_COLUMNS: Final = (
    ("participation", "Took part", Participation),
    ("attendance_mode", "How the child attended", Participation),
    ("plan_continues", "Plan made or continued", Review),
    ("category", "Category", Review),
)
_PAIR: Final = 2  # cells beside each other where it is narrow
_LINES: Final = 5  # of one row, at the most
_WIDE_FROM: Final = {2: 84, 4: 118}  # letters, by the number of columns
_OF_CONFERENCES: Final = frozenset({"plan_continues", "category"})


class HeldGrid(QWidget):
    """Rows of children and types; one that is not ticked was not held. A part of a dialog."""

    changed = Signal()

    def __init__(
        self,
        rows: Sequence[tuple[Seat, CaseFile]],
        ticked: Sequence[str],
        practice: Practice,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._practice = practice
        self._today = today
        self._shared = Review(id="")
        self.rows = tuple(_Row(seat, case, ticked=seat.key in ticked) for seat, case in rows)
        self._is_wide = True
        self._make_layout()
        self._arrange()
        self._first = self._values()
        for row in self.rows:
            for field in row.fields.values():
                field.editor.changed.connect(lambda field=field: self._on_changed(field))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _make_layout(self) -> None:
        self._columns = tuple(
            column
            for column in _COLUMNS
            if column[0] not in _OF_CONFERENCES or any(row.is_conference for row in self.rows)
        )
        self._headings = [SecondaryLabel(words) for words in ("Held for", *self._words())]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space(3))
        self._grid.setVerticalSpacing(theme.space(1))

    def _words(self) -> list[str]:
        return [heading for _, heading, _ in self._columns]

    def _arrange(self) -> None:
        """Put each row on one line under the headings, or where that is too narrow in pairs."""
        grid, wide = self._grid, self._is_wide
        while grid.takeAt(0) is not None:
            pass
        for at, heading in enumerate(self._headings):
            heading.setVisible(wide)
            grid.addWidget(heading, 0, at, Qt.AlignmentFlag.AlignBottom)
        for at in range(len(self._headings)):
            grid.setColumnStretch(at, (0, 3, 2, 2, 2)[at] if wide else int(at < _PAIR))
        for number, row in enumerate(self.rows):
            first = 1 + number * _LINES
            places = list(self._places(row, first))
            grid.addWidget(row.fields["is_held"], first, 0, 1, 1 if wide else _PAIR)
            for field, line, column, label in places:
                field.show_label("" if wide else label)
                grid.addWidget(field, line, column)
            last = max(line for _, line, _, _ in places) + 1
            grid.addWidget(row.standing, last, 0, 1, len(self._headings) if wide else _PAIR)
            grid.setRowMinimumHeight(last + 1, theme.space(2))
        follow_layout(self.window())

    def _places(self, row: _Row, first: int) -> Iterator[tuple[FormField, int, int, str]]:
        """Yield each cell of a row with its line, its column and its label."""
        at = 0
        for column, (name, label, _) in enumerate(self._columns, 1):
            if name in row.fields and self._is_wide:
                yield row.fields[name], first, column, label
            elif name in row.fields:
                yield row.fields[name], first + 1 + at // _PAIR, at % _PAIR, label
                at += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Part the rows where they have no room on one line."""
        letters = event.size().width() // max(1, self.fontMetrics().averageCharWidth())
        wide = letters >= _WIDE_FROM[len(self._columns)]
        if wide != self._is_wide:
            self._is_wide = wide
            self._arrange()
            self.updateGeometry()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return what is needed where the rows are parted: no wider than other forms."""
        size = super().minimumSizeHint()
        return QSize(min(size.width(), self.fontMetrics().averageCharWidth() * 40), size.height())

    # What is entered

    def show_shared(self, shared: Review) -> None:
        """Say of each row what the shared day means for it."""
        self._shared = shared
        for row in self.rows:
            row.suggest(shared.held_on)
            row.show_meaning(self._review_of(row), self._practice, self._today)

    @property
    def held(self) -> tuple[_Row, ...]:
        """The rows that are ticked."""
        return tuple(row for row in self.rows if row.is_held)

    @property
    def any_late(self) -> bool:
        """Whether any of what was held is late."""
        return any(row.is_late for row in self.held)

    @property
    def any_conference(self) -> bool:
        """Whether any of what was held is a conference."""
        return any(row.is_conference for row in self.held)

    def reviews(self) -> Iterator[tuple[CaseFile, Review]]:
        """Yield each review as it stands, with its case file."""
        for row in self.held:
            yield row.case, self._review_of(row)

    def recordings(self) -> tuple[Recording, ...]:
        """Return what is to be recorded, a row each."""
        return tuple(Recording(self._review_of(row), row.participation()) for row in self.held)

    def _review_of(self, row: _Row) -> Review:
        review = row.onto(self._shared)
        if review.review_type == "icpc" and review.strategy_on is None:
            began_on = started_on(row.case, self._practice, review, self._today)
            review = replace(review, strategy_on=began_on)
        return review

    def _values(self) -> tuple[Value, ...]:
        return tuple(field.editor.value() for row in self.rows for field in row.fields.values())

    def _on_changed(self, field: FormField) -> None:
        if field.problem:
            field.show_problem("")
        self.changed.emit()

    # As a part of a dialog

    def is_changed(self) -> bool:
        """Return whether anything was entered since it was filled."""
        return self._values() != self._first

    def own_problems(self) -> list[FieldProblem]:
        """Return nothing: boxes and lists take only what can be."""
        return []

    def place(self, problem: FieldProblem) -> FormField | None:
        """Return the field of a problem, in the row that it counts among those that are ticked."""
        if problem.field == "seats":
            return self.rows[0].fields["is_held"] if self.rows else None
        held = self.held
        kinds = {name: kind.__name__ for name, _, kind in _COLUMNS}
        if problem.at >= len(held) or kinds.get(problem.field) != problem.kind:
            return None
        return held[problem.at].fields.get(problem.field)

    def clear_problems(self) -> None:
        """Take all messages away."""
        for row in self.rows:
            for field in row.fields.values():
                field.show_problem("")


class _Row:
    """One child's review: its box, its cells, and what the day means for it."""

    def __init__(self, seat: Seat, case: CaseFile, *, ticked: bool) -> None:
        self.seat = seat
        self.case = case
        self.is_conference = is_conference(seat.review_type)
        kept = [one for one in case.of(Review) if one.id == seat.review_id and seat.review_id]
        self._kept = (
            kept[0] if kept else Review(id="", child_id=seat.child_id, review_type=seat.review_type)
        )
        self.is_late = False
        words = f"{seat.name}, {short_type_words(seat.review_type)}"
        box = TickEditor(About("is_held", words, "yes_no"))
        box.set_value(ticked)
        self.fields = {"is_held": FormField(box, words, "")}
        self.fields["is_held"].show_label("")
        for name, heading, kind in _COLUMNS:
            if self.is_conference or name not in _OF_CONFERENCES:
                editor = _cell(name, kind)
                label = f"{words}, {heading.lower()}"
                self.fields[name] = FormField(editor, label, "")
        self.standing = MarkedLabel(Status.NOT_YET, "")
        box.changed.connect(self._enable)
        self._enable()

    def editor(self, name: str) -> FieldEditor:
        """Return the editor of a cell."""
        return self.fields[name].editor

    @property
    def is_held(self) -> bool:
        """Whether its box is ticked."""
        return self.editor("is_held").value() is True

    def _enable(self) -> None:
        for name, field in self.fields.items():
            if name != "is_held":
                field.setEnabled(self.is_held)

    def suggest(self, held_on: date | None) -> None:
        """Choose PN0 for a child under 4, as nothing else can be right."""
        born_on, editor = self.case.child.born_on, self.editor("participation")
        if born_on is None or held_on is None or editor.value() not in ("", "PN0"):
            return
        age = age_on(born_on, held_on)
        editor.set_value("PN0" if age is not None and age < FOURTH else "")

    def show_meaning(self, review: Review, practice: Practice, today: date) -> None:
        """Say whether it was in time, and what is due after it; nothing where it was not held."""
        found = outlook(self.case, practice, review, today)
        self.is_late = found.late
        words = ". ".join(part for part in (found.words, found.next_words) if part)
        self.standing.set_status(Status.OVERDUE if found.late else Status.FINE, words)
        self.standing.setVisible(bool(words) and self.is_held)
        self._enable()

    def onto(self, shared: Review) -> Review:
        """Return the child's review with what is shared and what stands in the cells."""
        review = replace(
            self._kept,
            held_on=shared.held_on,
            mode=shared.mode,
            chair_id=shared.chair_id,
            summary=shared.summary,
            next_booked_on=shared.next_booked_on,
            late_reason=shared.late_reason if self.is_late else "",
        )
        if self.is_conference:
            review = replace(
                review,
                quorate=shared.quorate,
                plan_continues=_ANSWERS.get(str(self.editor("plan_continues").value())),
                category=str(self.editor("category").value()),
            )
        return review

    def participation(self) -> Participation | None:
        """Return how the child took part, or None where nothing is said of it."""
        code = str(self.editor("participation").value())
        attended = str(self.editor("attendance_mode").value())
        if not code and not attended:
            return None
        return Participation(id="", participation=code, attendance_mode=attended)


def _cell(name: str, kind: type[Participation | Review]) -> FieldEditor:
    about = field_of(kind, name)
    assert about is not None  # noqa: S101 - the names are those of the records
    editor = CodeEditor(about, _YES_NO if about.type == "yes_no" else None)
    combo = editor.target()
    combo.setMinimumContentsLength(8)
    combo.currentTextChanged.connect(combo.setToolTip)  # a narrow cell cuts long words
    return editor
