"""A table over plain rows: sorted by value, shown by text, grouped under section rows, filtered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from iro_desktop.domain.words import folded
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class Comparable(Protocol):
    """What rows are sorted by: dates, numbers, texts, tuples of them."""

    def __lt__(self, other: Any, /) -> bool: ...  # noqa: ANN401 - as the built-in types have it


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: how a row is shown, sorted and spoken in it.

    Annotate a list or tuple of columns rather than calling `Column[Row](...)`, which Python 3.11
    cannot do for a frozen class with slots.
    """

    header: str
    text: Callable[[Row], str]
    detail: Callable[[Row], str] | None = None
    """A second, smaller line: the reason for a date, the rest of a name."""
    sort_key: Callable[[Row], Comparable | None] | None = None
    """The value to sort by, by default the text; None comes last in both directions."""
    mark: Callable[[Row], Status | None] | None = None
    """The status whose shape and colour the text takes; the text says it in words."""
    tags: Callable[[Row], tuple[str, ...]] | None = None
    """Short outlined words before the text, such as CLA and CP."""
    strong: Callable[[Row], str] | None = None
    """Bold words after the text, such as initials."""
    align_right: bool = False
    """For figures, which then stand under one another."""
    stretch: int = 1
    """The column's share of spare width; 0 keeps it as narrow as its text."""
    gives_way: int = 0
    """How soon it is left out where not all have room: the highest first, 0 never."""
    accessible: Callable[[Row], str] | None = None
    """What a screen reader says, header included; by default "By, overdue, 7 days late, 24 Mar"."""
    tool_tip: Callable[[Row], str] | None = None

    def plain(self, row: Row) -> str:
        """Return the cell's main line as plain text, tags and bold words included."""
        tags = self.tags(row) if self.tags else ()
        strong = self.strong(row) if self.strong else ""
        return " ".join(part for part in (*tags, translated(self.text(row)), strong) if part)

    def full(self, row: Row) -> str:
        """Return the whole cell as plain text: "24 Mar 2020 (6 months after 24 Sep 2019)"."""
        detail = translated(self.detail(row)) if self.detail else ""
        plain = self.plain(row)
        return f"{plain} ({detail})" if detail and plain else plain or detail

    def spoken(self, row: Row) -> str:
        """Return the cell as a screen reader says it, with its column and its status."""
        if self.accessible is not None:
            return translated(self.accessible(row))
        status = self.mark(row) if self.mark else None
        word = translated(status.word) if status is not None else ""
        plain = self.plain(row)
        if word and word in plain.casefold():
            word = ""
        detail = translated(self.detail(row)) if self.detail else ""
        return ", ".join(part for part in (translated(self.header), word, plain, detail) if part)

    def sort_value(self, row: Row) -> Comparable | None:
        """Return what the row is sorted by in this column."""
        return self.plain(row).casefold() if self.sort_key is None else self.sort_key(row)


@dataclass(frozen=True, slots=True)
class Section:
    """A row that stands above a group: its title and how many rows of it are shown."""

    title: str
    count: int

    @property
    def words(self) -> str:
        """What it shows: "Overdue · 12"."""
        return f"{translated(self.title)} · {self.count}"


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows in columns.

    In the default order rows stand as they were given, grouped under section rows where `section`
    names one, the groups in the order of `sections`, then of appearance. Sorting by a column
    dissolves the groups; `sort(-1)`, a header's third click, brings them back.

    `key` identifies a row, so that a selection survives new rows. The text filter looks for each
    of its words in `haystack`, by default all that a row shows. A section row counts the rows under
    it, each as many times as `number` says.
    """

    shown_changed = Signal(int, int)
    """How many rows are shown, and how many there are."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        section: Callable[[Row], str] | None = None,
        sections: Sequence[str] = (),
        haystack: Callable[[Row], str] | None = None,
        number: Callable[[Row], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._section = section
        self._first_sections = tuple(sections)
        self._haystack = haystack or self._all_text
        self._number = number
        self._rows: tuple[Row, ...] = ()
        self._keys: list[Hashable] = []
        self._haystacks: list[str] = []
        self._groups: list[tuple[str, list[int]]] = []
        self._sorted: list[int] | None = None
        self._sort_column = -1
        self._sort_order = Qt.SortOrder.AscendingOrder
        self._words: tuple[str, ...] = ()
        self._wanted: Callable[[Row], bool] | None = None
        self._lines: list[int | Section] = []
        self._line_of: dict[Hashable, int] = {}
        self._shown = 0

    # What stands in it

    @property
    def shown(self) -> int:
        """How many rows are shown, section rows apart."""
        return self._shown

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def all_rows(self) -> tuple[Row, ...]:
        """Return every row, as given."""
        return self._rows

    def rows(self) -> tuple[Row, ...]:
        """Return the rows that are shown, in the order in which they are shown."""
        return tuple(self._rows[line] for line in self._lines if not isinstance(line, Section))

    def row_at(self, at: Index | int) -> Row | None:
        """Return the row at an index or line, or None for a section row or outside."""
        line = self._line(at)
        return None if line is None or isinstance(line, Section) else self._rows[line]

    def section_at(self, at: Index | int) -> Section | None:
        """Return the section row at an index or line, or None where there is another row."""
        line = self._line(at)
        return line if isinstance(line, Section) else None

    def key_at(self, at: Index | int) -> Hashable | None:
        """Return the key of the row at an index or line, or None."""
        line = self._line(at)
        return None if line is None or isinstance(line, Section) else self._keys[line]

    def index_of(self, key: Hashable, column: int = 0) -> QModelIndex:
        """Return the index of a row by its key; invalid where it is not shown."""
        line = self._line_of.get(key)
        return QModelIndex() if line is None else self.index(line, column)

    def section_lines(self) -> list[int]:
        """Return the lines at which section rows stand."""
        return [at for at, line in enumerate(self._lines) if isinstance(line, Section)]

    def row_text(self, row: Row, between: str = "\t") -> str:
        """Return a whole row as text, its cells parted by tabs, to be pasted elsewhere."""
        return between.join(column.full(row) for column in self.columns)

    def row_spoken(self, row: Row) -> str:
        """Return a whole row as a screen reader says it."""
        return ". ".join(column.spoken(row) for column in self.columns if column.full(row))

    # What changes it

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows, under the sorting and the filters that are in force."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._keys = [self._key(row) for row in self._rows]
        self._haystacks = [folded(self._haystack(row)) for row in self._rows]
        self._groups = self._grouped()
        self._sorted = self._order()
        self._show()
        self.endResetModel()
        self.shown_changed.emit(self._shown, self.total)

    def set_filter_text(self, text: str) -> None:
        """Show only rows in which every word of `text` is found, in whatever case."""
        words = tuple(folded(text).split())
        if words != self._words:
            self._words = words
            self._refilter()

    def set_filter(self, wanted: Callable[[Row], bool] | None) -> None:
        """Show only rows for which `wanted` is true, and that the text filter lets through."""
        self._wanted = wanted
        self._refilter()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the values of a column, without groups; -1 is the default order, grouped."""
        self.beginResetModel()
        self._sort_column = column if 0 <= column < len(self.columns) else -1
        self._sort_order = order
        self._sorted = self._order()
        self._show()
        self.endResetModel()

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column that is sorted by, -1 for the default order, and the direction."""
        return self._sort_column, self._sort_order

    def _refilter(self) -> None:
        self.beginResetModel()
        self._show()
        self.endResetModel()
        self.shown_changed.emit(self._shown, self.total)

    def _all_text(self, row: Row) -> str:
        return "\n".join(column.full(row) for column in self.columns)

    def _grouped(self) -> list[tuple[str, list[int]]]:
        if self._section is None:
            return [("", list(range(len(self._rows))))]
        groups: dict[str, list[int]] = {title: [] for title in self._first_sections}
        for at, row in enumerate(self._rows):
            groups.setdefault(self._section(row), []).append(at)
        return list(groups.items())

    def _order(self) -> list[int] | None:
        if self._sort_column < 0:
            return None
        column = self.columns[self._sort_column]
        values = [column.sort_value(row) for row in self._rows]
        known: list[tuple[Any, int]] = [(v, at) for at, v in enumerate(values) if v is not None]
        descending = self._sort_order is Qt.SortOrder.DescendingOrder
        known.sort(key=lambda pair: pair[0], reverse=descending)
        # What has no value has nothing to say in either direction, so it stands last.
        return [at for _, at in known] + [at for at, v in enumerate(values) if v is None]

    def _show(self) -> None:
        lines: list[int | Section] = []
        if self._sorted is not None:
            lines.extend(self._passing(self._sorted))
            self._shown = len(lines)
        else:
            self._shown = 0
            for title, members in self._groups:
                passing = self._passing(members)
                if passing and title:
                    lines.append(Section(title, self._counted(passing)))
                lines.extend(passing)
                self._shown += len(passing)
        self._lines = lines
        keys = self._keys
        self._line_of = {
            keys[line]: at for at, line in enumerate(lines) if not isinstance(line, Section)
        }

    def _counted(self, members: Sequence[int]) -> int:
        if self._number is None:
            return len(members)
        return sum(self._number(self._rows[at]) for at in members)

    def _passing(self, members: Sequence[int]) -> list[int]:
        haystacks, rows, wanted = self._haystacks, self._rows, self._wanted
        passing = list(members)
        for word in self._words:
            passing = [at for at in passing if word in haystacks[at]]
        if wanted is not None:
            passing = [at for at in passing if wanted(rows[at])]
        return passing

    def _line(self, at: Index | int) -> int | Section | None:
        number = at if isinstance(at, int) else at.row()
        return self._lines[number] if 0 <= number < len(self._lines) else None

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of lines, section rows included."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return none for section rows: the keyboard passes them over."""
        if not index.isValid() or self.section_at(index) is not None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell shows or says in `role`."""
        if not index.isValid():
            return None
        section = self.section_at(index)
        if section is not None:
            return _section_data(section, index.column(), role)
        row = self.row_at(index)
        if row is None:
            return None
        return self._cell_data(row, self.columns[index.column()], role)

    def _cell_data(self, row: Row, column: Column[Row], role: int) -> object:
        match role:
            case _Role.DisplayRole:
                return column.plain(row)
            case _Role.ToolTipRole:
                return translated(column.tool_tip(row)) if column.tool_tip else None
            case _Role.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight
                    if column.align_right
                    else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignTop
            case _Role.AccessibleTextRole:
                return column.spoken(row)
            case _Role.AccessibleDescriptionRole:
                # Which row this is, for who moves along a column.
                first = self.columns[0]
                return "" if column is first else first.plain(row)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return a column's header, and for a screen reader how it is sorted."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        header = translated(self.columns[section].header)
        if role == _Role.DisplayRole:
            return header
        if role == _Role.AccessibleTextRole:
            if section != self._sort_column:
                return header
            up = self._sort_order is Qt.SortOrder.AscendingOrder
            return f"{header}, {translated('sorted ascending' if up else 'sorted descending')}"
        return None


def _section_data(section: Section, column: int, role: int) -> object:
    if column != 0:
        return None
    if role == _Role.DisplayRole:
        return section.words
    if role == _Role.AccessibleTextRole:
        return f"{translated(section.title)}, {section.count}"
    return None
